import { pause } from '@cdr/worker';

/** What the workers' `/ready` has said. */
export interface ReadyWatch<Name extends string> {
  /** Whether every worker says now that it is ready. */
  allReady(): boolean;
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
  const ready = new Map<Name, boolean>();
  const notReady = new Set<Name>();

  async function watch(name: Name): Promise<void> {
    while (!signal.aborted) {
      const status = await statusOf(probes[name]);
      ready.set(name, status === 200);
      if (status === 503) notReady.add(name);
      await pause(lookEveryMs, signal);
    }
  }
  for (const name of names) void watch(name);

  return {
    allReady: () => names.every((name) => ready.get(name) === true),
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
