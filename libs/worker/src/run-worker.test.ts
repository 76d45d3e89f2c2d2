import { describe, expect, jest, test } from '@jest/globals';
import { createHealth, createMetrics, Registry, type Telemetry } from '@cdr/telemetry';
import { type Host, runWorker, type Worker } from './run-worker.ts';
import { wholeNumber } from './settings.ts';

jest.setTimeout(30_000); // work is asked every second whether it moves, on a busy machine later

const settings = { rows: wholeNumber('ROWS', { default: 10, help: 'Rows.' }) };
type TestWorker = Worker<typeof settings>;

/** A process that can be told to stop, and all that was seen of it, in order. */
function stage(env: Record<string, string> = {}) {
  const seen: string[] = [];
  const listeners = new Map<string, (detail: unknown) => void>();
  const host: Host = {
    env,
    argv: ['node', 'main.ts'],
    stderr: { write: (text) => seen.push(`stderr ${text.trim()}`) },
    on: (event, listener) => listeners.set(event, listener),
    exit: (code) => seen.push(`exit ${String(code)}`),
    getActiveResourcesInfo: () => ['TCPSocketWrap'],
  };
  const registry = new Registry();
  const health = createHealth({ stallAfterMs: 1_000, now: Date.now });
  function line(fields: Record<string, unknown>, message: string) {
    const { err } = fields as { err?: Error };
    seen.push(err ? `log ${message}: ${err.message}` : `log ${message}`);
  }
  const telemetry: Telemetry = {
    log: { debug: line, info: line, warn: line, error: line },
    registry,
    metrics: createMetrics(registry),
    health,
    port: 0,
    close: async () => void seen.push('close telemetry'),
  };
  function part(name: string) {
    return { close: async () => void seen.push(`close ${name}`) };
  }
  function run(work: TestWorker['run'], rest: Partial<TestWorker> = {}) {
    return runWorker(
      { name: 'loader', settings, telemetry: async () => telemetry, run: work, ...rest },
      host,
    );
  }
  return { seen, host, part, run, emit: (event: string) => listeners.get(event)?.(event) };
}

/** Resolves when the work has begun to wait for the end. */
function untilStopped(stop: AbortSignal) {
  return new Promise<undefined>((resolve) => stop.addEventListener('abort', () => resolve(undefined)));
}

describe('a worker', () => {
  test('closes its parts last to first when its work is done', async () => {
    const { seen, host, part, run } = stage();
    await run(async ({ config, open }) => {
      await open(part('kafka'));
      await open(Promise.resolve(part('warehouse')));
      seen.push(`work on ${String(config.rows)} rows`);
      return undefined;
    });
    expect(seen).toEqual(['work on 10 rows', 'close warehouse', 'close kafka', 'close telemetry']);
    expect(host.exitCode).toBe(0);
  });

  test('ends with the exit code its work gives', async () => {
    const { host, run } = stage();
    await run(async () => 1);
    expect(host.exitCode).toBe(1);
  });

  test('tells wrong settings and opens nothing', async () => {
    const { seen, host, run } = stage({ ROWS: 'ten' });
    await run(async () => void seen.push('work') as undefined);
    expect(seen).toEqual(['stderr loader: ROWS must be a whole number, was "ten"']);
    expect(host.exitCode).toBe(2);
  });

  test('tells on stderr that it could not start', async () => {
    const { seen, host, run } = stage();
    await run(async () => undefined, { telemetry: () => Promise.reject(new Error('port 9466 is taken')) });
    expect(seen).toEqual(['stderr loader: port 9466 is taken']);
    expect(host.exitCode).toBe(1);
  });

  test('logs an error once, closes its parts and fails', async () => {
    const { seen, host, part, run } = stage();
    await run(async ({ open }) => {
      await open(part('kafka'));
      throw new Error('the table is gone');
    });
    expect(seen).toEqual(['log stopped by an error: the table is gone', 'close kafka', 'close telemetry']);
    expect(host.exitCode).toBe(1);
  });

  test('closes the other parts when one does not close, and fails', async () => {
    const { seen, host, part, run } = stage();
    await run(async ({ open }) => {
      await open(part('kafka'));
      await open({ close: () => Promise.reject(new Error('socket hang up')) });
      return undefined;
    });
    expect(seen).toEqual(['close kafka', 'close telemetry', 'log a part did not close: socket hang up']);
    expect(host.exitCode).toBe(1);
  });
});

describe('a worker told to stop', () => {
  test.each(['SIGTERM', 'SIGINT'])('by %s drains and ends well', async (signal) => {
    const { seen, host, part, run, emit } = stage();
    const running = run(async ({ open, stop }) => {
      await open(part('kafka'));
      setImmediate(emit, signal);
      await untilStopped(stop);
      seen.push('in flight finished');
      return undefined;
    });
    await running;
    expect(seen).toEqual([
      'log stopping: finishing what is in flight',
      'in flight finished',
      'close kafka',
      'close telemetry',
    ]);
    expect(host.exitCode).toBe(0);
  });

  test('may end its work by throwing the reason of the signal', async () => {
    const { host, run, emit } = stage();
    await run(async ({ stop }) => {
      setImmediate(emit, 'SIGTERM');
      await untilStopped(stop);
      stop.throwIfAborted();
      return undefined;
    });
    expect(host.exitCode).toBe(0);
  });

  test('leaves with 1 when draining takes too long', async () => {
    const { seen, host, run, emit } = stage();
    await new Promise<void>((resolve) => {
      host.exit = (code) => (seen.push(`exit ${String(code)}`), resolve());
      void run(() => new Promise(() => setImmediate(emit, 'SIGTERM')), { drainWithinMs: 10 });
    });
    expect(seen.slice(1)).toEqual([
      'log giving up what is in flight: it begins anew at the next start',
      'log not done in time: leaving, work in flight is given up',
      'exit 1',
    ]);
  });

  test('gives up what hangs, and then still ends in order', async () => {
    const { seen, host, part, run, emit } = stage();
    await run(
      async ({ open, stop, giveUp }) => {
        await open(part('kafka'));
        setImmediate(emit, 'SIGTERM');
        await untilStopped(giveUp);
        expect(stop.aborted).toBe(true);
        return undefined;
      },
      { drainWithinMs: 400 },
    );
    expect(seen.slice(1)).toEqual([
      'log giving up what is in flight: it begins anew at the next start',
      'close kafka',
      'close telemetry',
    ]);
    expect(host.exitCode).toBe(0);
  });

  test('twice leaves at once', async () => {
    const { seen, run, emit } = stage();
    await run(async ({ stop }) => {
      setImmediate(emit, 'SIGINT');
      await untilStopped(stop);
      emit('SIGINT');
      return undefined;
    });
    expect(seen.slice(1, 3)).toEqual([
      'log told to stop twice: leaving at once, work in flight is given up',
      'exit 1',
    ]);
  });

  test.each(['uncaughtException', 'unhandledRejection'])(
    'by an %s logs it and leaves with 1',
    async (event) => {
      const { seen, run, emit } = stage();
      await run(async () => {
        emit(event);
        return undefined;
      });
      expect(seen.slice(0, 2)).toEqual([`log stopped by an error nobody caught: ${event}`, 'exit 1']);
    },
  );
});

describe('a stalled worker', () => {
  test('says what hangs, finishes what still moves, closes its parts last to first, and leaves with 1', async () => {
    const { seen, host, part, run } = stage();
    await run(async ({ open, stop }) => {
      await open(part('kafka'));
      await open(part('warehouse'));
      await untilStopped(stop);
      seen.push('in flight finished');
      return undefined;
    });
    expect(seen).toEqual([
      expect.stringMatching(/^log stopped by an error: this worker has not moved for \d s/),
      ...['in flight finished', 'close warehouse', 'close kafka', 'close telemetry', 'exit 1'],
    ]);
    expect(host.exitCode).toBe(1);
  });

  test('does not wait for what hangs', async () => {
    const { seen, part, run } = stage();
    await run(
      async ({ open }) => {
        await open(part('kafka'));
        return new Promise(() => undefined);
      },
      { drainWithinMs: 50 },
    );
    expect(seen.slice(1)).toEqual(['close kafka', 'close telemetry', 'exit 1']);
  });
});
