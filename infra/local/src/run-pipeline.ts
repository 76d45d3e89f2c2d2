import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TopicNames } from '@cdr/call-record';
import type { Kafka, OffsetRange } from '@cdr/kafka';
import { pause } from '@cdr/worker';
import type { LocalParts } from './local-parts.ts';
import type { StartOptions } from './options.ts';
import type { Ports } from './ports.ts';
import { openProgress, type Progress } from './progress.ts';
import { reconcile, type Reconciliation } from './reconcile.ts';
import { createStatusScreen, statusLine } from './status-line.ts';
import { startWorker } from './worker-process.ts';

export interface PipelineOptions {
  root: string;
  folder: string;
  options: StartOptions;
  ports: Ports;
  parts: LocalParts;
  kafka: Kafka;
  topics: TopicNames;
  env: NodeJS.ProcessEnv;
  stop: AbortSignal;
  tell: (line: string) => void;
}

const lookEveryMs = 250;
const showEveryMs = 2_000;

/** Runs the workers until Ctrl-C, or until everything is loaded. Resolves to the exit code. */
export async function runPipeline(pipeline: PipelineOptions): Promise<number> {
  const { root, folder, options, ports, parts, kafka, topics, env, stop } = pipeline;
  const logFolder = join(folder, 'logs');
  const screen = createStatusScreen(process.stderr);
  function tell(line: string): void {
    screen.clear();
    pipeline.tell(line);
  }

  const before = await kafka.offsets(topics.raw);
  const start = { root, logFolder, env, tell };
  const validator = startWorker({ ...start, name: 'validator', keepRunning: true });
  const loader = startWorker({ ...start, name: 'loader', keepRunning: true });
  const generator = startWorker({
    ...start,
    name: 'generator',
    args: generatorArgs(options),
    keepRunning: !hasEnd(options),
  });
  const progress = await openProgress({
    kafka,
    topics,
    validatorGroup: env['VALIDATOR_GROUP'] ?? 'telecom-validator',
    warehouseUrl: parts.warehouseUrl,
  });
  tell(whereToLook(parts, ports, logFolder));

  try {
    const generated = hasEnd(options) ? generator.ended : new Promise<number>(() => undefined);
    let generatorCode: number | null = null;
    void generated.then((code) => (generatorCode = code));
    let shown: { progress: Progress; at: number } | null = null;

    while (!stop.aborted) {
      await pause(lookEveryMs, stop);
      if (stop.aborted) break;
      const done = generatorCode !== null;
      const now = await progress.read().catch((error: unknown) => String(error));
      if (typeof now === 'string') {
        screen.show(`no figures just now: ${now}`); // a part that restarts; the workers wait for it as well
        continue;
      }
      if (shown === null || Date.now() - shown.at >= showEveryMs) {
        const at = Date.now();
        screen.show(statusLine(now, shown?.progress ?? null, shown === null ? 1 : (at - shown.at) / 1000));
        shown = { progress: now, at };
      }
      if (!done || !now.settled || !options.untilLoaded) continue;
      const after = await kafka.offsets(topics.raw);
      const run: OffsetRange[] = before.map(({ end }, p) => ({ start: end, end: after[p]!.end }));
      screen.clear();
      const result = await reconcile({ kafka, topics, warehouseUrl: parts.warehouseUrl, run });
      report(result, published(logFolder), parts.warehouseUrl, options.json);
      if (options.keep) {
        tell('Holding Kafka, the S3 server and PostgreSQL up, with their workers. Ctrl-C stops them.');
        await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
      }
      return result.reconciled && generatorCode === 0 ? 0 : 1;
    }
    return options.untilLoaded ? 130 : 0;
  } finally {
    screen.clear();
    await progress.close();
    await generator.stop();
    await validator.stop();
    await loader.stop();
  }
}

function hasEnd({ input, count }: StartOptions): boolean {
  return input !== undefined || count !== undefined;
}

function generatorArgs({ input, count, rate }: StartOptions): string[] {
  return [
    ...(input === undefined ? [] : ['--input', input]),
    ...(count === undefined ? [] : ['--count', count]),
    ...(rate === undefined ? [] : ['--rate', rate]),
  ];
}

function whereToLook(parts: LocalParts, ports: Ports, logFolder: string): string {
  return [
    `Running. Ctrl-C stops everything; its state stays in .local/.`,
    `  table    psql ${parts.warehouseUrl} -c 'SELECT * FROM telecom.telecom_data LIMIT 5'`,
    `  Kafka    ${parts.env['KAFKA_BROKERS']}`,
    `  S3       ${parts.env['S3_ENDPOINT']}`,
    `  metrics  http://127.0.0.1:${ports.VALIDATOR_METRICS_PORT}/metrics (validator), ${ports.LOADER_METRICS_PORT} (loader), ${ports.GENERATOR_METRICS_PORT} (generator)`,
    `  logs     ${logFolder}`,
  ].join('\n');
}

// The generator's last word is how many records Kafka acknowledged.
function published(logFolder: string): number {
  const lines = readFileSync(join(logFolder, 'generator.log'), 'utf8').trimEnd().split('\n');
  for (const line of lines.reverse()) {
    const found = /"published":(\d+)/.exec(line);
    if (found) return Number(found[1]);
  }
  return 0;
}

function report(result: Reconciliation, publishedRecords: number, warehouse: string, json: boolean): void {
  const { problems, ...figures } = result;
  const all = { published: publishedRecords, ...figures, warehouse };
  const lines = [
    `published ${all.published}, raw ${all.raw} = clean ${all.clean} + dead letters ${all.dlqByStage.validate}`,
    `clean ${all.clean} = loaded ${all.loaded} + already loaded ${all.alreadyLoaded} + dead letters of the loader ${all.dlqByStage.load}`,
    `dead letters by reason: ${
      Object.entries(all.dlqByReason)
        .map(([reason, n]) => `${reason} ${n}`)
        .join(', ') || 'none'
    }`,
    `${all.batches} batches, ${all.seconds.toFixed(1)} s from the first append to the last load: ${all.recordsPerSecond} records/s`,
    all.reconciled
      ? 'reconciled: every record held is in the table once, or in the dead letters'
      : 'NOT reconciled:',
    ...problems.map((problem) => `  ${problem}`),
    `table: psql ${warehouse}`,
  ];
  // With --json stdout belongs to the machine that reads it.
  (json ? process.stderr : process.stdout).write(`${lines.join('\n')}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ ...all, ...(problems.length > 0 && { problems }) })}\n`);
}
