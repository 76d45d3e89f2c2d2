import { pause } from '@cdr/worker';

/** What the workers' `/ready` has said. */
export interface ReadyWatch<Name extends string> {
  /** Whether every worker says that it is ready, each asked at `since` (epoch ms) or later. */
  allReady(since: number): boolean;
  /** Begins anew to note who says that it is not. */
  begin(): void;
  /** Those who said so since. A worker that does not answer says nothing. */
  saidNotReady(): Name[];
}

const lookEveryMs = 200;
const answerWithinMs = 2_000;

/** Asks every worker again and again until the signal aborts. */
export function watchReady<Name extends string>(
  probes: Readonly<Record<Name, string>>,
  signal: AbortSignal,
): ReadyWatch<Name> {
  const names = Object.keys(probes) as Name[];
  const readyAt = new Map<Name, number | null>();
  const notReady = new Set<Name>();

  async function watch(name: Name): Promise<void> {
    while (!signal.aborted) {
      const askedAt = Date.now();
      const status = await statusOf(probes[name]);
      readyAt.set(name, status === 200 ? askedAt : null);
      if (status === 503) notReady.add(name);
      await pause(lookEveryMs, signal);
    }
  }
  for (const name of names) void watch(name);

  return {
    allReady: (since) => names.every((name) => (readyAt.get(name) ?? Number.NEGATIVE_INFINITY) >= since),
    begin: () => notReady.clear(),
    saidNotReady: () => [...notReady],
  };
}

/** The status of the answer; null when there is none. */
async function statusOf(url: string): Promise<number | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerWithinMs) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}
