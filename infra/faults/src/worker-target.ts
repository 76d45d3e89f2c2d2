import type { ExitInfo } from '@cdr/infra';
import { startWorker, type WorkerOptions, type WorkerProcess } from '@cdr/local';
import { pause } from '@cdr/worker';
import type { Target } from './target.ts';

/** The end of a worker's process. */
export interface WorkerExit {
  worker: string;
  /** Epoch ms. */
  at: number;
  exit: ExitInfo;
  /** Whether a fault meant it to end, and it ended as it should: by the kill, or drained. */
  expected: boolean;
}

/** A worker that its launcher starts again after each of its ends, as npm start does. */
export interface WorkerTarget extends Target {
  /** Drains it for good. */
  close(): Promise<void>;
}

const lookEveryMs = 50;

/** Starts a worker; each of its ends is told. */
export function startWorkerTarget(
  options: Omit<WorkerOptions, 'onEnd' | 'restart'>,
  onExit: (exit: WorkerExit) => void,
): WorkerTarget {
  const { name } = options;
  let expecting: ((exit: ExitInfo) => boolean) | null = null;
  let ended = Promise.withResolvers<ExitInfo>();
  const worker: WorkerProcess = startWorker({
    ...options,
    restart: 'always',
    onEnd(exit) {
      onExit({ worker: name, at: Date.now(), exit, expected: expecting?.(exit) ?? false });
      expecting = null;
      ended.resolve(exit);
      ended = Promise.withResolvers();
    },
  });

  let isOver = false;
  void worker.ended.then(() => (isOver = true));

  function pid(): number {
    const running = worker.pid();
    if (running === null) throw new Error(`${name} does not run: it has just ended by itself`);
    return running;
  }

  async function gone(): Promise<void> {
    expecting = ({ signal }) => signal === 'SIGKILL';
    await ended.promise;
  }

  async function stop(): Promise<void> {
    const end = ended.promise;
    expecting = ({ code }) => code === 0;
    process.kill(pid(), 'SIGTERM');
    await end;
  }

  async function start(): Promise<void> {
    while (worker.pid() === null) {
      if (isOver) throw new Error(`${name} is not started again: look at its log`);
      await pause(lookEveryMs, never);
    }
  }

  async function close(): Promise<void> {
    expecting = ({ code }) => code === 0;
    await worker.stop();
  }

  return { pid, gone, stop, start, close };
}

const never = new AbortController().signal;
