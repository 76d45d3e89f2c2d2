/** What is tried, and where. */
export interface Check {
  /** Kafka, topics, bucket, registry, warehouse, tables. */
  part: string;
  where: string;
  /** What it waits for, without being slower by it. */
  after?: Promise<unknown>;
  /**
   * Resolves to what was found; `signal` aborts when nobody waits for it any more.
   * @throws Failure, or what the part's client throws
   */
  run(signal: AbortSignal): Promise<Found>;
}

export interface Found {
  /** One line on what is there. */
  tells: string;
  /** Of the server; null where it does not say. */
  version: string | null;
}

/** What a check came to: what was found, or what is wrong and what to do now. */
export interface Result {
  part: string;
  where: string;
  milliseconds: number;
  found: Found | null;
  problem: string | null;
}

/** A check that failed, in words that say what to do. */
export class Failure extends Error {
  override name = 'Failure';
}

// Nobody waits long for a part that does not answer; each client gives up before this.
const deadlineMs = 12_000;

/** Tries one thing. It takes 12 s at most, behind what it waits for, though nothing answers. */
export async function runCheck({ part, where, after, run }: Check): Promise<Result> {
  await after;
  const begin = performance.now();
  const outcome = await within(deadlineMs, run).then(
    (found) => ({ found, problem: null }),
    (error: unknown) => ({ found: null, problem: wordsOf(error) }),
  );
  return { part, where, milliseconds: Math.round(performance.now() - begin), ...outcome };
}

async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Failure(`no answer within ${ms / 1_000} s`)), ms);
  try {
    return await Promise.race([work(over.signal), late.promise]);
  } finally {
    clearTimeout(timer);
    over.abort(); // what is left of it must not hold up the end
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
