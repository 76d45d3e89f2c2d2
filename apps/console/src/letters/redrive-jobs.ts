import type { TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import {
  type Asked,
  type LetterFilter,
  type Look,
  lookForLetters,
  placeOf,
  sendLetters,
  type Sending,
} from '@cdr/redrive';
import { Stop } from '@cdr/worker';
import type { EditOrder, LetterQuery, RedriveJob, RedriveOrder } from '../api.ts';
import { QueryError } from '../asked/read-query.ts';

/** Sends dead letters back to raw, one job at a time; a job looks first, and sends what it has shown. */
export interface RedriveJobs {
  /** The job that runs or has run last. */
  job(): RedriveJob | null;
  /** @throws QueryError while a job runs */
  mustBeIdle(): void;
  /** @throws QueryError when this job is not the last one, or has nothing to send */
  mustHaveFound(id: number): void;
  /** @throws QueryError when this job is not the one that runs */
  mustRun(id: number): void;
  /** Begins a dry run. @throws QueryError while another job runs */
  look(order: RedriveOrder, by: string): RedriveJob;
  /** Sends what this job has found, from now on as `by`. @throws QueryError when it is not the last one, or has not looked yet */
  send(id: number, note: string, by: string): RedriveJob;
  /** Looks for one record and sends it with another value. @throws QueryError while another job runs */
  edit(order: EditOrder, by: string): RedriveJob;
  /** Ends it in order, between two sends. @throws QueryError when it does not run */
  stop(id: number): RedriveJob;
  /** Resolves when no job runs any more. */
  close(): Promise<void>;
}

export interface RedriveParts {
  kafka: Kafka;
  topics: TopicNames & { redrive: string };
  /** Told when a job has sent all it will. */
  onSent: (job: RedriveJob, note: string) => void;
}

// As npm run redrive has it without --max-replays.
const maxReplays = 5;
// Of more than a person goes through one by one, the list of actions names the last ones.
const mostPlaces = 20;

/** No job yet. */
export function createRedriveJobs({ kafka, topics, onSent }: RedriveParts): RedriveJobs {
  let job: RedriveJob | null = null;
  let found: { look: Look; value: Buffer | undefined } | null = null;
  let stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  function isRunning(): boolean {
    return job?.phase === 'looking' || job?.phase === 'sending';
  }

  function mustBeIdle(): void {
    if (isRunning())
      throw new QueryError(`another redrive runs, begun by ${job!.by}: let it end, or stop it`);
  }

  function mustHaveFound(id: number): void {
    if (last(id).phase !== 'looked' || found === null)
      throw new QueryError('there is nothing to send: look first');
  }

  function mustRun(id: number): void {
    last(id);
    if (!isRunning()) throw new QueryError('this redrive has ended');
  }

  function begin(order: RedriveOrder, by: string): RedriveJob {
    mustBeIdle();
    found = null;
    stopping = new AbortController();
    const id = (job?.id ?? 0) + 1;
    job = {
      id,
      by,
      startedAt: Date.now(),
      phase: 'looking',
      order,
      found: null,
      sent: 0,
      sentAs: [],
      unsure: 0,
      problem: null,
    };
    return job;
  }

  function run(one: RedriveJob, work: () => Promise<void>): RedriveJob {
    running = work().catch((error: unknown) => {
      Object.assign(one, {
        phase: 'failed',
        problem: error instanceof Error ? error.message : String(error),
      });
    });
    return one;
  }

  async function lookFor(one: RedriveJob, asked: Asked): Promise<void> {
    const look = await lookForLetters({ kafka, topics, signal: stopping.signal }, asked);
    stopping.signal.throwIfAborted();
    found = { look, value: asked.value };
    const { matched, sentBefore, atCeiling, tooLarge, toSend, chosen, reasons } = look.selection;
    const counts = {
      matched,
      sentBefore,
      atCeiling,
      tooLarge: tooLarge.length,
      toSend,
      chosen: chosen.length,
    };
    Object.assign(one, { phase: 'looked', found: { ...counts, reasons } });
  }

  async function sendFound(one: RedriveJob, note: string): Promise<void> {
    const { look, value } = found!;
    one.phase = 'sending';
    const sending = await sendLetters(look.selection.chosen, {
      kafka,
      topics,
      listEnd: look.listEnd,
      by: one.by,
      note,
      value,
      rate: one.order.rate ?? Number.POSITIVE_INFINITY,
      signal: stopping.signal,
      onSent: (lines) => {
        one.sent += lines.length;
        for (const { sent } of lines.slice(0, mostPlaces - one.sentAs.length))
          one.sentAs.push({ partition: sent.partition, offset: sent.offset });
      },
    });
    found = null;
    Object.assign(one, outcomeOf(sending));
    onSent(one, note);
  }

  function last(id: number): RedriveJob {
    if (job?.id !== id) throw new QueryError('this redrive is not the last one any more: look again');
    return job;
  }

  return {
    job: () => job,
    mustBeIdle,
    mustHaveFound,
    mustRun,
    look(order, by) {
      const one = begin(order, by);
      const limit = order.limit ?? Number.POSITIVE_INFINITY;
      return run(one, () => lookFor(one, { filter: filterOf(order), maxReplays, limit }));
    },
    send(id, note, by) {
      mustHaveFound(id);
      const one = last(id);
      // Another may have looked; the list names who sent.
      one.by = by;
      return run(one, () => sendFound(one, note));
    },
    edit({ partition, rawOffset, stage, value, note }, by) {
      const one = begin({ query: { partition, stage }, chosen: [{ partition, rawOffset, stage }] }, by);
      const filter = { partition, offset: rawOffset, stage };
      return run(one, async () => {
        await lookFor(one, { filter, value: Buffer.from(value), maxReplays, limit: 1 });
        await sendFound(one, note);
      });
    },
    stop(id) {
      mustRun(id);
      const one = last(id);
      stopping.abort(new Stop('it was told to stop'));
      return one;
    },
    async close() {
      stopping.abort(new Stop('the console stops'));
      await running;
    },
  };
}

function outcomeOf({ sent, unsure, stopped }: Sending): Partial<RedriveJob> {
  return { sent, unsure, phase: stopped === null ? 'done' : 'failed', problem: stopped?.message ?? null };
}

function filterOf({ query, chosen }: RedriveOrder): LetterFilter {
  const { reason, rule, stage, partition, from, to }: LetterQuery = query;
  const places = chosen === undefined ? undefined : new Set(chosen.map(placeOf));
  return { reason, rule, stage, partition, from, to, places };
}
