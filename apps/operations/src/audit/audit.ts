import type { Audit } from '@cdr/audit';
import { connectKafka, KafkaError } from '@cdr/kafka';
import type { S3Options } from '@cdr/object-store';
import { type ConfigOf, type Env, OutsideError, readConfig, Stop } from '@cdr/worker';
import { type Command, exitCodes, listVariables, tell } from '../command.ts';
import { storeOf } from '../store-of.ts';
import { topicsOf } from '../topics-of.ts';
import { auditOn } from './audit-on.ts';
import { auditSettings } from './audit-settings.ts';
import { reportJson } from './report-json.ts';
import { reportText } from './report-text.ts';

const usage = `npm run audit [-- --json] reads raw, clean, dlq, the table, its ledger and S3 as they are, while the pipeline runs or
at rest, and compares them record by record. It changes nothing. With --json stdout has one JSON object.
Exit code 0: it holds; 1: it does not; 2: wrong use or settings; 3: something could not be read, or the answer not be written.
These variables say where:
${listVariables(auditSettings)}`;

/** Proves, record by record, that nothing is lost, doubled or altered; or says where it is. */
export const audit: Command = {
  help: 'proves that each record is in the table once or in the dead letters, or names those that are not',
  usage,
  takesJson: true,
  run: runAudit,
};

async function runAudit(env: Env, json: boolean): Promise<number> {
  const config = readConfig(env, auditSettings);
  const topics = topicsOf(config);
  const s3 = storeOf(config);
  try {
    const found = await auditWith(config, s3);
    const seconds = (Date.now() - found.auditedAt) / 1_000;
    process.stdout.write(json ? reportJson(found, seconds) : reportText(topics, found, seconds));
    return found.problems.length === 0 ? exitCodes.done : exitCodes.failed;
  } catch (error) {
    tell(sayUnread(error));
    return exitCodes.unreadable;
  }
}

// Whatever it was: "does not hold" is only said by an audit that came to its end.
function sayUnread(error: unknown): string {
  if (isOutside(error))
    return `Nothing can be said: ${error.message}. "npm run connections" tries each part and says what to do.`;
  if (error instanceof Stop) return `Nothing can be said: ${error.message}`;
  // An error of our own making may quote what it stumbled over: only where it came from is told.
  const frames =
    error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line)) : [];
  return ['Nothing can be said: the audit itself failed. Please report where:', ...frames].join('\n');
}

function isOutside(error: unknown): error is Error {
  return error instanceof OutsideError || error instanceof KafkaError;
}

async function auditWith(config: ConfigOf<typeof auditSettings>, s3: S3Options): Promise<Audit> {
  const kafka = await connectKafka({ brokers: config.brokers, clientId: 'cdr-audit' });
  try {
    return await auditOn({ kafka, config, s3, application: 'cdr-audit' });
  } finally {
    await kafka.close();
  }
}
