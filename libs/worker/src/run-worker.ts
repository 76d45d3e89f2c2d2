import type { Telemetry } from '@cdr/telemetry';
import { createLastWords, type LastWords } from './last-words.ts';
import { createParts, type Parts } from './parts.ts';
import { pause } from './pause.ts';
import { ConfigError, type ConfigOf, readConfig, type Settings } from './read-config.ts';
import type { Env } from './setting.ts';
import { Stalled, watchWork } from './watch-work.ts';

/** What a worker's work gets. */
export interface WorkerContext<C> {
  config: C;
  telemetry: Telemetry;
  /** Keeps a part for closing; what is opened last is closed first. */
  open: Parts['open'];
  /** Aborts at the first SIGTERM or SIGINT: finish what is in flight, then return. */
  stop: AbortSignal;
  /** Aborts when that takes long: cut the connections, so that what is in flight fails and the worker still ends in order. */
  giveUp: AbortSignal;
}

export interface Worker<S extends Settings> {
  name: string;
  settings: S;
  /** Time from the signal to a clean end, in ms; over it the worker exits 1. */
  drainWithinMs?: number;
  telemetry(config: ConfigOf<S>): Promise<Telemetry>;
  /** Resolves when all work is done, with an exit code if it is not 0. */
  run(context: WorkerContext<ConfigOf<S>>): Promise<number | undefined>;
}

/** The part of `process` that a worker touches. */
export interface Host {
  readonly env: Env;
  readonly argv: readonly string[];
  exitCode?: number | string | null | undefined;
  readonly stderr: { write(text: string): unknown };
  on(event: string, listener: (detail: unknown) => void): unknown;
  exit(code: number): void;
  getActiveResourcesInfo(): string[];
}

/**
 * Runs a worker from its settings to its exit code: 0 done or drained, 1 failed, stalled, too slow or told twice, 2 wrong
 * settings (told on stderr, before anything connects). The process then ends by itself, nothing left open; only a stalled
 * one is ended, for what hangs in it may hold it for ever.
 */
export async function runWorker<S extends Settings>(worker: Worker<S>, host: Host = process): Promise<void> {
  const { name, settings, drainWithinMs = 4_000 } = worker;
  const config = readConfigOrTell(name, settings, host);
  if (!config) return;

  const stop = new AbortController();
  const parts = createParts();
  const words = createLastWords(name, host);
  const giveUp = new AbortController();
  const deadline = createDeadline(drainWithinMs, words, host, giveUp);
  watchSignals(host, words, () => {
    deadline.start();
    stop.abort();
  });

  let exitCode = 1;
  let work: Promise<number | undefined> | undefined;
  let isStalled = false;
  try {
    const telemetry = await parts.open(worker.telemetry(config));
    words.use(telemetry.log);
    work = worker.run({ config, telemetry, open: parts.open, stop: stop.signal, giveUp: giveUp.signal });
    exitCode = (await watchWork(work, telemetry.health, stop.signal)) ?? 0;
  } catch (error) {
    // Work that waits on the signal may end by throwing its reason: that is a drain, not a failure.
    if (stop.signal.aborted && error === stop.signal.reason) exitCode = 0;
    else words.error(error, 'stopped by an error');
    isStalled = error instanceof Stalled;
  }
  deadline.start();
  if (isStalled) {
    stop.abort();
    await ending(work, drainWithinMs / 2);
  }
  for (const error of await parts.closeAll()) {
    words.error(error, 'a part did not close');
    exitCode = 1;
  }
  host.exitCode = exitCode;
  if (isStalled) host.exit(1);
  deadline.letGo();
}

// What still moves in a stalled worker finishes what is in flight; what hangs is not waited for.
async function ending(work: Promise<unknown> | undefined, ms: number): Promise<void> {
  const enough = new AbortController();
  const ended = work?.then(
    () => enough.abort(),
    () => enough.abort(),
  );
  await Promise.race([ended, pause(ms, enough.signal)]);
}

function readConfigOrTell<S extends Settings>(
  name: string,
  settings: S,
  host: Host,
): ConfigOf<S> | undefined {
  try {
    return readConfig(host.env, settings, host.argv.slice(2));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    host.stderr.write(`${name}: ${error.message}\n`);
    host.exitCode = 2;
    return undefined;
  }
}

function watchSignals(host: Host, words: LastWords, onFirst: () => void): void {
  let told = false;
  function onSignal(signal: unknown) {
    if (told) {
      words.warn({ signal }, 'told to stop twice: leaving at once, work in flight is given up');
      host.exit(1);
      return;
    }
    told = true;
    words.info({ signal }, 'stopping: finishing what is in flight');
    onFirst();
  }
  function onBug(error: unknown) {
    words.error(error, 'stopped by an error nobody caught');
    host.exit(1);
  }
  host.on('SIGTERM', onSignal);
  host.on('SIGINT', onSignal);
  host.on('uncaughtException', onBug);
  host.on('unhandledRejection', onBug);
}

// Of the drain. What hangs by then will not end in order; the rest is for what follows: kafkajs tries once more.
const giveUpAfter = 5 / 8;

function createDeadline(ms: number, words: LastWords, host: Host, giveUp: AbortController) {
  let timer: NodeJS.Timeout | undefined;
  let early: NodeJS.Timeout | undefined;
  return {
    start() {
      early ??= setTimeout(() => {
        words.warn({ drainWithinMs: ms }, 'giving up what is in flight: it begins anew at the next start');
        giveUp.abort();
      }, ms * giveUpAfter);
      timer ??= setTimeout(() => {
        const open = host.getActiveResourcesInfo().filter((resource) => resource !== 'Timeout');
        words.warn({ drainWithinMs: ms, open }, 'not done in time: leaving, work in flight is given up');
        host.exit(1);
      }, ms);
    },
    /** All is closed: the timer no longer holds the process, but still ends one that a forgotten handle holds. */
    letGo() {
      clearTimeout(early);
      timer?.unref();
    },
  };
}
