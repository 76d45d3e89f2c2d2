import { type Env, readConfig } from '@cdr/worker';
import { type Command, exitCodes, listVariables } from '../command.ts';
import { connectionSettings } from './connection-settings.ts';
import { reportJson, reportText } from './report.ts';
import { tryConnections } from './try-connections.ts';

const usage = `npm run connections [-- --json] tries each part once, all of them though one fails, and changes nothing.
Exit code 0: all of them work; 1: one does not; 2: wrong use or settings; 3: the answer could not be written. These variables say where:
${listVariables(connectionSettings)}`;

/** Tries Kafka, topics, bucket, registry, warehouse and tables as the workers would. */
export const connections: Command = {
  help: 'tries Kafka, topics, bucket, schema registry, warehouse and tables, and says what to do about each that fails',
  usage,
  takesJson: true,
  run: tryAll,
};

async function tryAll(env: Env, json: boolean): Promise<number> {
  const config = readConfig(env, connectionSettings);
  const results = await tryConnections(config);
  process.stdout.write(json ? reportJson(results) : reportText(results));
  return results.every(({ found }) => found !== null) ? exitCodes.done : exitCodes.failed;
}
