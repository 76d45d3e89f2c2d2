import { auditPipeline, openLedger } from '@cdr/audit';
import { connectKafka } from '@cdr/kafka';
import { openS3 } from '@cdr/object-store';
import { createConnections } from '@cdr/warehouse';
import { describeSettings, type Env, readConfig } from '@cdr/worker';
import { requireAddresses } from '../addresses.ts';
import { type Command, exitCodes, tell } from '../command.ts';
import { storeOf } from '../store-of.ts';
import { topicsOf } from '../topics-of.ts';
import { auditSettings } from './audit-settings.ts';
import { reportJson } from './report-json.ts';
import { reportText } from './report-text.ts';

/** Proves, record by record, that nothing is lost, doubled or altered; or says where it is. */
export const audit: Command = {
  help: 'proves that each record is in the table once or in the dead letters, or names those that are not',
  async run(args, env) {
    if (args.every((arg) => arg === '--json')) return runAudit(env, args.length > 0);
    tell(usage);
    return args[0] === '--help' ? exitCodes.done : exitCodes.wrongUse;
  },
};

const usage = `npm run audit [-- --json] reads raw, clean, dlq, the table, its ledger and S3 as they are, while the pipeline runs or
at rest, and compares them record by record. It changes nothing. With --json stdout has one JSON object.
Exit code 0: it holds; 1: it does not, or the audit could not be made; 2: wrong use or settings.
These variables say where:
${describeSettings(auditSettings)
  .map(({ name, help }) => `  ${name.padEnd(22)} ${help}`)
  .join('\n')}`;

// A sum goes over the whole table.
const longestStatementMs = 30 * 60_000;

async function runAudit(env: Env, json: boolean): Promise<number> {
  const config = readConfig(env, auditSettings);
  requireAddresses(config);
  const { brokers, validatorGroup, warehouseUrl: url, warehousePassword: password } = config;
  const topics = topicsOf(config);
  const store = openS3(storeOf(config));
  const connections = createConnections({ url, password, application: 'cdr-audit', longestStatementMs });
  const kafka = await connectKafka({ brokers, clientId: 'cdr-audit' });
  try {
    const ledger = openLedger(connections, topics.clean);
    const found = await auditPipeline({ kafka, topics, validatorGroup, ledger, store });
    process.stdout.write(json ? reportJson(found) : reportText(topics, found));
    return found.problems.length === 0 ? exitCodes.done : exitCodes.failed;
  } finally {
    await kafka.close();
    connections.cutAll();
    store.close();
  }
}
