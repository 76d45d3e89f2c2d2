import { openLedger } from '@cdr/audit';
import { dialectOf } from '@cdr/call-record';
import { type connectKafka, isPassing, type Kafka } from '@cdr/kafka';
import { createLineage, type LineageParts, openCallTable } from '@cdr/lineage';
import type { openS3 } from '@cdr/object-store';
import type { openRegistry } from '@cdr/schema-registry';
import { accessOf, type createConnections } from '@cdr/warehouse';
import {
  type ConfigOf,
  createTrouble,
  credentialsOf,
  registryAccess,
  retryForever,
  type WorkerContext,
} from '@cdr/worker';
import { createGate } from './access/gate.ts';
import { openActionList } from './actions/action-list.ts';
import { inBackground } from './background.ts';
import { boundConnections, boundReaders } from './bounded.ts';
import { createCalls } from './calls/calls-view.ts';
import type { consoleSettings } from './config.ts';
import { cutAtStop, laterThan, whenAborted } from './cut-at-stop.ts';
import type { Desk } from './desk.ts';
import { createApp } from './http/create-app.ts';
import { deedsOf } from './http/deeds.ts';
import { readPageFiles } from './http/page-files.ts';
import { serve } from './http/serve.ts';
import { viewsOf } from './http/views.ts';
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

type Config = ConfigOf<typeof consoleSettings>;
type ConsoleContext = WorkerContext<Config> & ConsolePorts & { page: URL };

const minuteMs = 60_000;
// A page must not wait for longer; what takes longer is asked in the background.
const pageStatementMs = 10_000;
const storeAnswerMs = 8_000;
// Of the four seconds in which a worker ends. A send that a redrive has under way may take so long; if it has not ended by then,
// Kafka hangs, and all that waits for it is given up.
const drainMs = 1_500;
const mostReaders = 8;
// Of larger batches a page names the files; npm run trace looks into them.
const mostFileBytes = 2 * 1_048_576;

/** Serves the console at once, and what it shows as soon as Kafka answers, until told to stop. */
export async function runConsole(context: ConsoleContext): Promise<undefined> {
  const { config, telemetry, open, stop, giveUp, page, connect } = context;
  const { log, metrics } = telemetry;
  const gate = createGate({ operator: config.operatorPassword, viewer: config.viewerPassword }, Date.now);
  const app = {
    gate,
    files: readPageFiles(page),
    onAnswer: (route: string, seconds: number) =>
      metrics.consoleRequestDuration.observe({ page: route }, seconds),
    onFault: (route: string, err: unknown) =>
      log.error({ err, route }, 'a request failed by a fault of ours'),
  };
  let why = 'the console has just started';
  const server = await open(
    serve(config.host, config.port, createApp({ ...app, api: { whyNot: () => why } })),
  );
  log.info({ host: config.host, port: server.port, signIn: gate.needsSignIn }, 'the console answers');

  const cut = AbortSignal.any([giveUp, laterThan(stop, drainMs)]);
  const trouble = createTrouble('Kafka', telemetry);
  const kafka = await retryForever(
    trouble,
    async () => {
      telemetry.health.progress();
      try {
        return await connect({ brokers: config.brokers, clientId: 'cdr-console', giveUp: cut });
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
        throw error;
      }
    },
    { signal: stop, isRetriable: isPassing },
  );
  await open(kafka);
  const { desk, run } = await furnish(kafka, context);
  server.use(
    createApp({ ...app, api: { views: viewsOf(desk), deeds: deedsOf(desk), actions: desk.actions } }),
  );
  // Told at the stop, not when all looks have ended: a redrive needs the time for what it has sent.
  const redrivesEnd = whenAborted(stop).then(() => desk.redrives.close());
  await Promise.all([Promise.race([run(stop), whenAborted(cut)]), redrivesEnd]);
  return undefined;
}

/** The desk, and what works for it meanwhile. */
async function furnish(
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
  const lineage = createLineage({ logs, table, store, mostFileBytes });
  const redrives = createRedriveJobs({
    kafka,
    topics,
    onSent: ({ id, by, sent, problem }) =>
      log.info({ redrive: id, by, sent, problem }, 'dead letters were sent back'),
  });
  const desk: Desk = {
    ...{
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
    },
    registry: registry && openSchemas(registry),
    received: received.of,
  };
  cutAtStop(stop, [warehouse, looking, patient, store]);
  const works = [observer, letters, received, calls, orphans];
  return { desk, run: (signal) => Promise.all(works.map((work) => work.run(signal))) };
}
