import { connectKafka, type Kafka } from '@cdr/kafka';
import { createLineage, type Lineage, openCallTable, type Trace } from '@cdr/lineage';
import { openS3 } from '@cdr/object-store';
import { accessOf, createConnections } from '@cdr/warehouse';
import { type Env, readConfig } from '@cdr/worker';
import { type Command, exitCodes, listVariables, tell, type Typed } from '../command.ts';
import { storeOf } from '../store-of.ts';
import { topicsOf } from '../topics-of.ts';
import { whyStopped } from '../why-stopped.ts';
import type { Report } from './report.ts';
import { reportJson } from './report-json.ts';
import { reportText } from './report-text.ts';
import { type Question, readWanted, traceOptions, traceSwitches } from './trace-options.ts';
import { traceSettings } from './trace-settings.ts';

const usage = `npm run trace -- CALL_ID tells where a row of the table comes from: its batch, its file on S3, its place in clean, and its
record in raw as the producer sent it; or of a record that has no row, what became of it. It changes nothing.
${listVariables(traceOptions)}
  --reveal               Names and numbers as they are; without it they are masked.
  --json                 One JSON object on stdout.
Exit code 0: told; 1: nothing is known of it; 2: wrong use or settings; 3: something could not be read, or the answer not be written.
These variables say where:
${listVariables(traceSettings)}`;

/** Tells the way of a call's records, from the table back to raw. */
export const trace: Command = {
  help: 'tells where a row comes from: batch, file, clean and raw; or what became of a record',
  usage,
  takesJson: true,
  options: traceOptions,
  switches: traceSwitches,
  argument: 'CALL_ID',
  run: runTrace,
};

// Without an index by number or by derived id, PostgreSQL looks at every row.
const longestStatementMs = 5 * 60_000;

async function runTrace(env: Env, json: boolean, typed: Typed): Promise<number> {
  const { question, reveal } = readWanted(typed);
  const config = readConfig(env, traceSettings);
  const connections = createConnections({
    ...accessOf(config),
    application: 'cdr-trace',
    longestStatementMs,
  });
  const store = openS3(storeOf(config));
  let kafka: Kafka | undefined;
  try {
    kafka = await connectKafka({ brokers: config.brokers, clientId: 'cdr-trace' });
    const logs = { kafka, topics: topicsOf(config) };
    const lineage = createLineage({ logs, table: openCallTable(connections), store });
    const report: Report = { question, ...(await answer(lineage, question)), reveal };
    process.stdout.write(json ? reportJson(report) : reportText(report));
    return codeOf(report.traces);
  } catch (error) {
    tell(`Nothing can be told: ${whyStopped(error)}.`);
    return exitCodes.unreadable;
  } finally {
    await kafka?.close();
    connections.cutAll();
    store.close();
  }
}

const mostOfNumber = 50;

type Told = Pick<Report, 'traces' | 'isWhole'>;

const answers: {
  [K in Question['kind']]: (lineage: Lineage, asked: Extract<Question, { kind: K }>) => Promise<Told>;
} = {
  call: (lineage, { callId }) => lineage.traceCall(callId),
  async number(lineage, { number }) {
    const traces: Trace[] = [];
    const { found } = await lineage.rowsOfNumber(number, mostOfNumber);
    for (const row of found) traces.push(await lineage.traceRow(row));
    return { traces, isWhole: true };
  },
  raw: async (lineage, { place }) => ({ traces: [await lineage.tracePlace(place)], isWhole: true }),
};

function answer(lineage: Lineage, question: Question): Promise<Told> {
  return answers[question.kind](lineage, question as never);
}

function codeOf(traces: readonly Trace[]): number {
  const steps = traces.flatMap(({ row, batch, file, clean, raw, letter }) =>
    [row, batch, file, clean, raw, letter].map(({ kind }) => kind),
  );
  if (steps.includes('unread')) return exitCodes.unreadable;
  return traces.some(({ fate }) => fate !== 'unknown') ? exitCodes.done : exitCodes.failed;
}
