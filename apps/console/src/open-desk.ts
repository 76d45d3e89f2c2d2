import { openLedger } from '@cdr/audit';
import { dialectOf } from '@cdr/call-record';
import { type connectKafka, type Kafka } from '@cdr/kafka';
import { createLineage, type LineageParts, openCallTable } from '@cdr/lineage';
import type { openS3 } from '@cdr/object-store';
import type { openRegistry } from '@cdr/schema-registry';
import { accessOf, type createConnections } from '@cdr/warehouse';
import { type ConfigOf, credentialsOf, registryAccess, type WorkerContext } from '@cdr/worker';
import { openActionList } from './actions/action-list.ts';
import { inBackground } from './background.ts';
import { boundConnections, boundReaders } from './bounded.ts';
import { createCalls } from './calls/calls-view.ts';
import type { consoleSettings } from './config.ts';
import { cutAtStop } from './cut-at-stop.ts';
import type { Desk } from './desk.ts';
import { createDeadLetters } from './letters/dead-letters.ts';
import { spans } from './letters/quality-view.ts';
import { createRedriveJobs } from './letters/redrive-jobs.ts';
import { readOrphans } from './loads/orphans.ts';
import { createObserver } from './pipeline/observe.ts';
import { createReceived } from './pipeline/received.ts';
import { createTurns } from './turns.ts';
import { createWarehouseQuestions, turnsToAsk } from './warehouse-questions.ts';

/** What reaches Kafka, S3, the warehouse and the schema registry. */
export interface ConsolePorts {
  connect: typeof connectKafka;
  openStore: typeof openS3;
  openConnections: typeof createConnections;
  openSchemas: typeof openRegistry;
}

export type ConsoleContext = WorkerContext<ConfigOf<typeof consoleSettings>> & ConsolePorts & { page: URL };

// A page must not wait for longer; what takes longer is asked in the background.
const pageStatementMs = 10_000;
const storeAnswerMs = 8_000;
const mostReaders = 8;
// Of larger batches a page names the files; npm run trace looks into them.
const mostFileBytes = 2 * 1_048_576;
// An answer goes so far, and the page asks for the next one: nobody waits without a word, and none takes long of the warehouse.
const searchMs = 100;
const minuteMs = 60_000;

/** All that pages are made of, and what works for it meanwhile: looks, reads, and questions that take long. */
export async function openDesk(
  kafka: Kafka,
  { config, telemetry, open, stop, openStore, openConnections, openSchemas }: ConsoleContext,
): Promise<{ desk: Desk; run: (signal: AbortSignal) => Promise<unknown> }> {
  const { log, health } = telemetry;
  const topics = {
    raw: config.rawTopic,
    clean: config.cleanTopic,
    dlq: config.dlqTopic,
    redrive: config.redriveTopic,
    actions: config.actionsTopic,
  };
  const access = accessOf(config);
  const quick = { ...access, application: 'cdr-console', longestStatementMs: pageStatementMs };
  const forPages = openConnections(quick);
  const forBackground = openConnections({ ...access, application: 'cdr-console' });
  const turns = turnsToAsk();
  const warehouse = await open(createWarehouseQuestions(forPages, turns));
  // Of its own: however many pages wait for the warehouse, whether it answers is seen.
  const looking = await open(createWarehouseQuestions(openConnections(quick)));
  const patient = await open(createWarehouseQuestions(forBackground));
  const credentials = credentialsOf(config);
  const store = await open(openStore({ ...config, credentials, answerWithinMs: storeAnswerMs }));
  const forReaders = createTurns({
    most: mostReaders,
    waitMs: 4_000,
    problem: `the console reads ${mostReaders} partitions of Kafka for pages already: try again in a moment`,
  });
  const pagesKafka = boundReaders(kafka, forReaders);
  const actions = await open(openActionList(pagesKafka, topics.actions));
  const registry = registryAccess(config);
  const letters = createDeadLetters(kafka, topics, (why) =>
    log.warn({ why }, 'dead letters cannot be read; trying again'),
  );
  const received = createReceived(kafka, topics.raw, Object.keys(spans).map(Number));
  const observer = createObserver({
    kafka,
    warehouse: looking,
    pipeline: {
      topics,
      groups: { validator: config.validatorGroup, loader: config.loaderGroup },
      warehouse: dialectOf(config.warehouseUrl) === 'redshift' ? 'Redshift' : 'PostgreSQL',
    },
    instances: [
      ...config.generators.map((address) => ({ worker: 'generator', address })),
      ...config.validators.map((address) => ({ worker: 'validator', address })),
      ...config.loaders.map((address) => ({ worker: 'loader', address })),
    ],
    lastHour: () => letters.lastHour(received.of(1)),
    onTurn: () => health.progress(),
  });
  const calls = createCalls(patient, minuteMs / 2);
  const ledger = openLedger(forBackground, topics.clean);
  const orphans = inBackground(10 * minuteMs, () => readOrphans(store, ledger, Date.now()));
  const letterAt: LineageParts['logs']['letterAt'] = (place, stage) =>
    letters.index()?.offsetAbout(place, stage);
  const logs = { kafka: pagesKafka, topics, letterAt };
  const table = openCallTable(boundConnections(forPages, turns));
  const lineage = createLineage({ logs, table, store, mostFileBytes, searchMs });
  const redrives = createRedriveJobs({
    kafka,
    topics,
    onSent: ({ id, by, sent, problem }) =>
      log.info({ redrive: id, by, sent, problem }, 'dead letters were sent back'),
  });
  const desk: Desk = {
    topics,
    kafka: pagesKafka,
    warehouse,
    store,
    observer,
    letters,
    redrives,
    actions,
    lineage,
    calls,
    orphans,
    registry: registry && openSchemas(registry),
    received: received.of,
  };
  cutAtStop(stop, [warehouse, looking, patient, store]);
  const works = [observer, letters, received, calls, orphans];
  return { desk, run: (signal) => Promise.all(works.map((work) => work.run(signal))) };
}
