import type { TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import type { ObjectListing } from '@cdr/object-store';
import { exitCodes } from './exit-codes.ts';
import type { StartOptions } from './options.ts';
import { openFigures } from './read-figures.ts';
import { reconcile } from './reconcile/reconcile.ts';
import { reportJson, reportLines } from './reconcile/report.ts';
import type { Figures } from './standing.ts';
import type { StatusScreen } from './status-screen.ts';
import { watchRun } from './watch-run.ts';
import { startWorkers, type Workers } from './workers.ts';

export interface PipelineRun {
  root: string;
  logFolder: string;
  options: StartOptions;
  /** The workers' environment. */
  env: NodeJS.ProcessEnv;
  kafka: Kafka;
  topics: TopicNames;
  validatorGroup: string;
  warehouseUrl: string;
  store: ObjectListing;
  stallAfterMs: number;
  /** Resolves, with one sentence, when a part dies. */
  partDied: Promise<string>;
  screen: StatusScreen;
  /** Told to stop. */
  stop: AbortSignal;
}

/** Runs the workers until told to stop, until everything is loaded, or until something fails. Resolves to the exit code. */
export async function runPipeline(run: PipelineRun): Promise<number> {
  const { kafka, topics, validatorGroup, warehouseUrl, options, screen, stop } = run;
  const failed = new AbortController();
  function fail(why: string): void {
    if (failed.signal.aborted || stop.aborted) return;
    screen.tell(why);
    failed.abort();
  }
  void run.partDied.then(fail);
  const signal = AbortSignal.any([stop, failed.signal]);

  const before = await kafka.offsets(topics.raw);
  const figures = openFigures({ kafka, topics, validatorGroup, warehouseUrl });
  const workers = startWorkers({ ...run, tell: screen.tell, onFailure: fail });
  try {
    const end = await watchRun({
      ...run,
      figures,
      signal,
      untilLoaded: options.untilLoaded,
      isPublished: () => workers.generatorEnd()?.kind === 'done',
    });
    screen.clear();
    if (end.kind === 'stalled') fail(end.why);
    if (end.kind !== 'loaded') return endOf(failed.signal, options);
    const code = await conclude(run, workers, before, end.figures);
    if (!options.keep) return code;
    screen.tell(
      'Holding Kafka, the S3 server, the schema registry and PostgreSQL up, with their workers. Ctrl-C stops them.',
    );
    await untilAborted(signal);
    return failed.signal.aborted ? exitCodes.failed : code;
  } finally {
    screen.clear();
    await workers.stop();
    await figures.close();
  }
}

function endOf(failed: AbortSignal, { untilLoaded }: StartOptions): number {
  if (failed.aborted) return exitCodes.failed;
  return untilLoaded ? exitCodes.interrupted : exitCodes.done;
}

async function conclude(
  { kafka, topics, validatorGroup, warehouseUrl, store, options }: PipelineRun,
  workers: Workers,
  before: Figures['raw'],
  held: Figures,
): Promise<number> {
  const generated = workers.generatorEnd();
  const { published, refused } = generated?.kind === 'done' ? generated : { published: 0, refused: 0 };
  const run = held.raw.map(({ end }, p) => ({ start: before[p]!.end, end }));
  const result = await reconcile({ kafka, topics, validatorGroup, warehouseUrl, store, run, published });
  const report = { published, refused, result, warehouse: warehouseUrl, kept: options.keep };
  // With --json stdout belongs to the program that reads it.
  (options.json ? process.stderr : process.stdout).write(reportLines(report));
  if (options.json) process.stdout.write(reportJson(report));
  return result.reconciled && refused === 0 ? exitCodes.done : exitCodes.failed;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
