import { type Part, sayDeath } from '@cdr/infra';
import type { Target } from './target.ts';

/** A part that is started anew, on the same port and with the same data, after each of its ends. */
export interface PartTarget extends Target {
  readonly part: Part;
  /** Resolves, with one sentence, when it ends though nobody meant it to. */
  readonly died: Promise<string>;
  /** Stops it for good. */
  close(): Promise<void>;
}

/** Starts a part and keeps the means to start it again. @throws PartError */
export async function startPartTarget<P extends Part>(
  begin: () => Promise<P>,
): Promise<PartTarget & { readonly part: P }> {
  const died = Promise.withResolvers<string>();
  let part = await begin();
  let meant = false;
  let isUp = true;
  let starting: Promise<void> | null = null;
  watch();

  function watch(): void {
    const watched = part;
    isUp = true;
    void watched.exited.then((exit) => {
      isUp = false;
      if (!meant) died.resolve(sayDeath(watched, exit));
    });
  }

  async function gone(): Promise<void> {
    meant = true;
    await part.exited;
  }

  async function stop(): Promise<void> {
    meant = true;
    await part.stop();
  }

  async function startAnew(): Promise<void> {
    part = await begin();
    meant = false;
    watch();
  }

  // Two faults may end it at about the same time: the second finds it started again, or being started.
  async function start(): Promise<void> {
    if (isUp) return;
    starting ??= startAnew().finally(() => (starting = null));
    await starting;
  }

  return {
    get part() {
      return part;
    },
    died: died.promise,
    pid: () => part.pid,
    gone,
    stop,
    start,
    close: stop,
  };
}
