/** What is tried, and where. */
export interface Check<F extends Found = Found> {
  /** Kafka, topics, bucket, warehouse, tables. */
  part: string;
  where: string;
  /** What it waits for, without being slower by it. */
  after?: Promise<unknown>;
  /** Resolves to what was found. @throws Failure, or what the part's client throws */
  run(): Promise<F>;
}

export interface Found {
  /** One line on what is there. */
  tells: string;
  /** Of the server; null where it does not say. */
  version: string | null;
}

/** What a check came to: what was found, or what is wrong and what to do now. */
export interface Result<F extends Found = Found> {
  part: string;
  where: string;
  milliseconds: number;
  found: F | null;
  problem: string | null;
}

/** A check that failed, in words that say what to do. */
export class Failure extends Error {
  override name = 'Failure';
}

// Nobody waits long for a part that does not answer; each client gives up before this.
const deadlineMs = 12_000;

/** Tries one thing. It takes 12 s at most, behind what it waits for, though nothing answers. */
export async function runCheck<F extends Found>({ part, where, after, run }: Check<F>): Promise<Result<F>> {
  await after;
  const begin = performance.now();
  const outcome = await within(deadlineMs, run).then(
    (found) => ({ found, problem: null }),
    (error: unknown) => ({ found: null, problem: wordsOf(error) }),
  );
  return { part, where, milliseconds: Math.round(performance.now() - begin), ...outcome };
}

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Failure(`no answer within ${ms / 1_000} s`)), ms);
  try {
    return await Promise.race([work(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
