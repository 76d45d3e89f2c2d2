import { isPassing } from '@cdr/kafka';
import { createTrouble, retryForever } from '@cdr/worker';
import { createGate } from './access/gate.ts';
import { laterThan, whenAborted } from './cut-at-stop.ts';
import { createApp } from './http/create-app.ts';
import { deedsOf } from './http/deeds.ts';
import { readPageFiles } from './http/page-files.ts';
import { serve } from './http/serve.ts';
import { viewsOf } from './http/views.ts';
import { type ConsoleContext, openDesk } from './open-desk.ts';

// Of the four seconds in which a worker ends. A send that a redrive has under way may take so long; if it has not ended by then,
// Kafka hangs, and all that waits for it is given up.
const drainMs = 1_500;

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
  const { desk, run } = await openDesk(kafka, context);
  server.use(
    createApp({ ...app, api: { views: viewsOf(desk), deeds: deedsOf(desk), actions: desk.actions } }),
  );
  // Told at the stop, not when all looks have ended: a redrive needs the time for what it has sent.
  const redrivesEnd = whenAborted(stop).then(() => desk.redrives.close());
  await Promise.all([Promise.race([run(stop), whenAborted(cut)]), redrivesEnd]);
  return undefined;
}
