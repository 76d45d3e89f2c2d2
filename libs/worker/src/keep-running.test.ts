import { describe, expect, test } from '@jest/globals';
import { keepRunning, type KeepOptions } from './keep-running.ts';
import { Stop } from './stop.ts';
import type { Trouble } from './trouble.ts';

const delays = { baseMs: 1, capMs: 1 };

class PartError extends Error {
  readonly part: string;
  constructor(part: string) {
    super(`${part} is down`);
    this.part = part;
  }
}

/** Troubles of two parts that write down what they are told. */
function witness() {
  const told: string[] = [];
  function trouble(part: string): Trouble {
    return {
      failed: () => void told.push(`${part} failed`),
      over: (_, outcome) => void told.push(`${part} ${outcome}`),
      works: () => void told.push(`${part} cured`),
    };
  }
  const troubles: Record<string, Trouble> = { Kafka: trouble('Kafka'), S3: trouble('S3') };
  const troubleOf = (error: unknown) => (error instanceof PartError ? troubles[error.part]! : null);
  return { told, troubleOf };
}

type Turn = (works: () => void) => void;

/** Runs a session whose turns do as listed, and stops behind the last. */
async function runTurns(turns: Turn[], options: Pick<KeepOptions, 'troubleOf'> & Partial<KeepOptions>) {
  const stop = new AbortController();
  let turn = 0;
  async function session(works: () => void): Promise<void> {
    const act = turns[turn];
    turn += 1;
    if (act === undefined) return stop.abort();
    act(works);
  }
  await keepRunning(session, { cures: [], signal: stop.signal, delays, ...options });
  return turn - 1;
}

function failing(part: string): Turn {
  return () => {
    throw new PartError(part);
  };
}

function working(works: () => void): void {
  works();
}

describe('keeping a session running', () => {
  test('begins it anew when it returns, and says nothing', async () => {
    const { told, troubleOf } = witness();
    expect(await runTurns([working, () => undefined, working], { troubleOf })).toBe(3);
    expect(told).toEqual([]);
  });

  test('begins it anew after trouble, and tells the end of it at the first work done', async () => {
    const { told, troubleOf } = witness();
    const retried: unknown[] = [];
    const turns = [failing('Kafka'), failing('Kafka'), working, working];
    await runTurns(turns, { troubleOf, onRetry: (error) => retried.push(error) });
    expect(told).toEqual(['Kafka failed', 'Kafka failed', 'Kafka works']);
    expect(retried).toEqual([new PartError('Kafka'), new PartError('Kafka')]);
  });

  test('does not take a session that only returned for a part that works', async () => {
    const { told, troubleOf } = witness();
    await runTurns([failing('Kafka'), () => undefined], { troubleOf });
    expect(told).toEqual(['Kafka failed', 'Kafka given up']);
  });

  test('takes the trouble of one part for the end of the trouble of another', async () => {
    const { told, troubleOf } = witness();
    await runTurns([failing('Kafka'), failing('S3'), working], { troubleOf });
    expect(told).toEqual(['Kafka failed', 'Kafka works', 'S3 failed', 'S3 works']);
  });

  test('ends at the first work done what sessions kept by others gave up, and not when it only returned', async () => {
    const { told, troubleOf } = witness();
    const cures = [troubleOf(new PartError('S3'))!];
    await runTurns([() => undefined, failing('Kafka')], { troubleOf, cures });
    expect(told).toEqual(['Kafka failed', 'Kafka given up']);
    await runTurns([working], { troubleOf, cures });
    expect(told.slice(2)).toEqual(['S3 cured']);
  });

  test('waits longer after each failure in a row, and not long again once something worked', async () => {
    const { troubleOf } = witness();
    const times: number[] = [];
    function noting(act: Turn): Turn {
      return (works) => {
        times.push(performance.now());
        act(works);
      };
    }
    const fail = noting(failing('Kafka'));
    const workAndFail = noting((works) => {
      works();
      failing('Kafka')(works);
    });
    await runTurns([fail, fail, fail, workAndFail, noting(working)], {
      troubleOf,
      delays: { baseMs: 50, capMs: 200 },
      random: () => 1,
    });
    const waits = times.slice(1).map((time, i) => time - times[i]!);
    for (const [i, least] of [50, 100, 200, 50].entries()) expect(waits[i]).toBeGreaterThan(least - 2);
    expect(waits[3]).toBeLessThan(200);
  });

  test('waits longer after each session in a row that returned with nothing done, and not after one that worked', async () => {
    const { told, troubleOf } = witness();
    const waits: number[] = [];
    await runTurns([working, () => undefined, () => undefined, () => undefined, working, working], {
      troubleOf,
      delays: { baseMs: 8, capMs: 16 },
      random: () => {
        waits.push(performance.now());
        return 1;
      },
    });
    expect(waits).toHaveLength(4); // the last before the end
    expect(waits[1]! - waits[0]!).toBeGreaterThan(7);
    expect(waits[2]! - waits[1]!).toBeGreaterThan(15);
    expect(told).toEqual([]);
  });

  test.each([
    ['a bug', new TypeError('x is undefined')],
    ['a stop', new Stop('the topic was created anew: give it a new name')],
  ])('throws %s and gives the trouble up', async (_, error) => {
    const { told, troubleOf } = witness();
    function breaking() {
      throw error;
    }
    await expect(runTurns([failing('Kafka'), breaking], { troubleOf })).rejects.toBe(error);
    expect(told).toEqual(['Kafka failed', 'Kafka given up']);
  });

  test('ends while it waits when the signal aborts, without another session', async () => {
    const { told, troubleOf } = witness();
    const stop = new AbortController();
    let sessions = 0;
    let retries = 0;
    await keepRunning(
      async () => {
        sessions += 1;
        setImmediate(() => stop.abort());
        throw new PartError('Kafka');
      },
      {
        troubleOf,
        cures: [],
        signal: stop.signal,
        onRetry: () => (retries += 1),
        delays: { baseMs: 3_600_000, capMs: 3_600_000 },
        random: () => 0.5,
      },
    );
    expect({ sessions, retries }).toEqual({ sessions: 1, retries: 0 });
    expect(told).toEqual(['Kafka failed', 'Kafka given up']);
  });

  test.each([
    ["the signal's reason", (stop: AbortController) => stop.signal.reason as unknown],
    ['trouble that passes', () => new PartError('Kafka')],
  ])('ends without a word when a session told to stop throws %s', async (_, thrown) => {
    const { told, troubleOf } = witness();
    const stop = new AbortController();
    await keepRunning(
      async () => {
        stop.abort();
        throw thrown(stop);
      },
      { troubleOf, cures: [], signal: stop.signal, delays },
    );
    expect(told).toEqual([]);
  });

  test('throws a stop even when the session was told to stop', async () => {
    const { troubleOf } = witness();
    const stop = new AbortController();
    const running = keepRunning(
      async () => {
        stop.abort();
        throw new Stop('a person must look');
      },
      { troubleOf, cures: [], signal: stop.signal, delays },
    );
    await expect(running).rejects.toThrow('a person must look');
  });

  test('runs no session when the signal has aborted before', async () => {
    const { troubleOf } = witness();
    let sessions = 0;
    await keepRunning(async () => (sessions += 1), { troubleOf, cures: [], signal: AbortSignal.abort() });
    expect(sessions).toBe(0);
  });
});
