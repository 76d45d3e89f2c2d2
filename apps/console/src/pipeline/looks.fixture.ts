import type { OffsetRange } from '@cdr/kafka';
import type { Pipeline } from './flow-facts.ts';
import type { InstanceLook, Look } from './look.ts';

/** What a test says of a look; the rest is a pipeline that has dealt with everything. Lists are by partition. */
export interface LookFacts {
  raw?: number[];
  validated?: (number | null)[];
  clean?: number[];
  loaded?: number[];
  dlq?: number[];
  validators?: number;
  loaders?: number;
  lastLoad?: { at: number; rows: number; batchId: string; tookMs: number };
  workers?: InstanceLook[];
  /** Why a part does not answer. */
  kafkaDown?: string;
  warehouseDown?: string;
}

/** A look at this moment, epoch ms. */
export function lookAt(at: number, facts: LookFacts = {}): Look {
  const { raw = [0], validated = raw, clean = raw, loaded = clean, dlq = [0] } = facts;
  const { validators = 1, loaders = 1, lastLoad = null, workers = [] } = facts;
  const topics = { raw: heldTo(raw), clean: heldTo(clean), dlq: heldTo(dlq) };
  const kafka = { ...topics, validatedThrough: validated, validators, loaders };
  const warehouse = { loadedThrough: new Map(loaded.entries()), lastLoad };
  const { kafkaDown, warehouseDown } = facts;
  return {
    at,
    kafka: kafkaDown === undefined ? { kind: 'seen', value: kafka } : { kind: 'unseen', why: kafkaDown },
    warehouse:
      warehouseDown === undefined
        ? { kind: 'seen', value: warehouse }
        : { kind: 'unseen', why: warehouseDown },
    workers,
  };
}

function heldTo(ends: readonly number[]): OffsetRange[] {
  return ends.map((end) => ({ start: 0, end }));
}

/** Looks every two seconds up to a moment, each by its number from 0. */
export function looksUpTo(at: number, count: number, facts: (n: number) => LookFacts = () => ({})): Look[] {
  return Array.from({ length: count }, (_, n) => lookAt(at - (count - 1 - n) * 2_000, facts(n)));
}

/** What a worker says of itself that is well; what a test says is otherwise. */
export function instance(facts: Partial<InstanceLook> = {}): InstanceLook {
  return {
    worker: 'validator',
    address: 'localhost:9465',
    answers: true,
    version: '1',
    startedAt: 1_000,
    notReady: null,
    troubles: [],
    validation: null,
    endToEnd: null,
    ...facts,
  };
}

export const pipeline: Pipeline = {
  topics: { raw: 'raw', clean: 'clean', dlq: 'dlq' },
  groups: { validator: 'validators', loader: 'loaders' },
  warehouse: 'PostgreSQL',
};
