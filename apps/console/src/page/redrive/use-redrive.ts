import { useState } from 'preact/hooks';
import type { EditOrder, RedriveJob, RedriveOrder } from '../../api.ts';
import { type Trouble, tell } from '../server/ask.ts';
import { usePolled } from '../server/use-polled.ts';

/** The one redrive that the console runs, or has run last, whoever began it; and what can be done with it. */
export interface Redrive {
  job: RedriveJob | null;
  /** The last one that was ordered here. */
  ownId: number | null;
  /** Why the console does not say how it stands. */
  silent: Trouble | null;
  /** Why the last order was not taken. */
  refused: Trouble | null;
  /** An order is on its way. */
  asking: boolean;
  look: (order: RedriveOrder) => Promise<RedriveJob | null>;
  send: (id: number, note: string) => Promise<RedriveJob | null>;
  stop: (id: number) => Promise<RedriveJob | null>;
  edit: (order: EditOrder) => Promise<RedriveJob | null>;
}

const liveMs = 1_000;

/** Asks once while nobody is to see it go on. */
export function useRedrive({ live }: { live: boolean }): Redrive {
  const polled = usePolled<{ job: RedriveJob | null }>('/api/redrive', live ? liveMs : null);
  const [refused, setRefused] = useState<Trouble | null>(null);
  const [asking, setAsking] = useState(false);
  // What an order was answered with is newer than the last poll, until the next one comes.
  const [told, setTold] = useState<{ job: RedriveJob; after: number | null } | null>(null);

  async function order(path: string, body: unknown): Promise<RedriveJob | null> {
    setAsking(true);
    const answer = await tell<RedriveJob | null>(path, body);
    setAsking(false);
    setRefused(answer.kind === 'told' ? null : answer);
    const job = answer.kind === 'told' ? answer.view : null;
    if (job) setTold({ job, after: polled.at });
    polled.again();
    return job;
  }

  return {
    ownId: told?.job.id ?? null,
    job: told?.after === polled.at && told ? told.job : (polled.view?.job ?? null),
    silent: polled.trouble,
    refused,
    asking,
    look: (body) => order('/api/redrive/look', body),
    send: (id, note) => order('/api/redrive/send', { id, note }),
    stop: (id) => order('/api/redrive/stop', { id }),
    edit: (body) => order('/api/redrive/edit', body),
  };
}
