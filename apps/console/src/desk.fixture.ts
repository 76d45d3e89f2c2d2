import { StoreError } from '@cdr/object-store';
import { openActionList } from './actions/action-list.ts';
import { inBackground } from './background.ts';
import { createCalls } from './calls/calls-view.ts';
import type { Desk } from './desk.ts';
import { createDeadLetters } from './letters/dead-letters.ts';
import { createRedriveJobs } from './letters/redrive-jobs.ts';
import { createConsoleKafka, topics } from './memory-kafka.fixture.ts';
import { flowView } from './pipeline/flow-view.ts';
import { createHistory } from './pipeline/history.ts';
import { lookAt, pipeline } from './pipeline/looks.fixture.ts';
import { answering } from './warehouse-answers.fixture.ts';

/** A desk in memory: topics as setup makes them, a ledger without batches, and nobody's calls. */
export function memoryDesk() {
  const memory = createConsoleKafka(2);
  const { kafka } = memory;
  const answers = { 'telecom.load_batch': [], 'telecom.load_range': [] };
  const { warehouse } = answering(answers);
  const times = { validator: () => undefined, loader: () => undefined };
  const facts = { pipeline, times, sourceAt: null, badShare: 0, unloadable: 0 };
  const shown = {
    flow: flowView({ looks: [lookAt(1_000)], ...facts }) as ReturnType<Desk['observer']['flow']>,
  };
  function nothing(key: string): never {
    throw new StoreError(`there is no ${key}`, 'NoSuchKey', false);
  }
  const desk: Desk = {
    topics,
    kafka,
    warehouse,
    store: {
      url: (key) => `s3://bucket/${key}`,
      put: async () => undefined,
      bytes: nothing,
      read: async (key) => nothing(key),
      check: async () => undefined,
      close: () => undefined,
      async *list() {
        yield* [];
      },
    },
    registry: null,
    observer: { flow: () => shown.flow, history: () => createHistory().view(), run: async () => undefined },
    letters: createDeadLetters(kafka, topics, () => undefined, 1),
    redrives: createRedriveJobs({ kafka, topics, onSent: () => undefined }),
    actions: openActionList(kafka, topics.actions),
    lineage: {
      traceCall: async () => ({ traces: [], isWhole: true, next: null, share: 1 }),
      rowsOfNumber: async () => ({ found: [], next: null, share: 1 }),
      traceRow: () => Promise.reject(new Error('there is no row')),
      tracePlace: () => Promise.reject(new Error('there is no place')),
    },
    calls: createCalls(warehouse, 1_000),
    orphans: inBackground(1_000, async () => ({ at: 0, batches: [] })),
    received: () => 100,
  };
  return { ...memory, desk, answers, shown };
}
