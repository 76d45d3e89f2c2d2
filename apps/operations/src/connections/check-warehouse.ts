import {
  type Client,
  type Connections,
  driverUrl,
  readWarehouseUrl,
  toWarehouseError,
  WarehouseError,
} from '@cdr/warehouse';
import { addressOf } from '@cdr/worker';
import { Failure } from './check.ts';
import { networkWords } from './network-words.ts';
import { askPort, isTlsAlert, noConnection, ProbeError, speaksTls } from './probe-port.ts';

/** Host, database and user of a URL, never its password. */
export function sayWarehouse(url: string): string {
  const { host, pathname, username } = new URL(url);
  return `${host}${pathname} as ${decodeURIComponent(username) || 'nobody'}`;
}

/** The version in what `SELECT version()` says; Redshift says of itself that it is an old PostgreSQL first. */
export function versionOf(said: string): string {
  return /Redshift [\d.]+/.exec(said)?.[0] ?? said.split(' on ')[0]!;
}

/** Asks the warehouse something on a connection of its own. @throws Failure in words that say what to do */
export async function askWarehouse<T>(
  connections: Connections,
  url: string,
  question: (client: Client) => Promise<T>,
): Promise<T> {
  let client: Client | undefined;
  try {
    client = await connections.open();
    return await question(client);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const told = toWarehouseError('connecting', error);
    throw new Failure(
      told instanceof WarehouseError ? await wordsFor(told, url, client !== undefined) : wordsOf(error),
    );
  } finally {
    if (client) await connections.hangUp(client);
  }
}

function wordsOf(error: unknown): string {
  const { message, code } = error as Error & { code?: string };
  return networkWords(code ?? '', 'WAREHOUSE_URL') ?? message;
}

async function wordsFor({ code, message }: WarehouseError, url: string, wasIn: boolean): Promise<string> {
  const words = networkWords(code, 'WAREHOUSE_URL');
  if (words !== null && code !== 'ECONNRESET') return words;
  const said = message.replace('connecting: ', '');
  if (wasIn) return said;
  return (await lookAtTls(code, url)) ?? said;
}

const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const yes = 'S'.charCodeAt(0);
// Yes, no, and an error, as very old servers say.
const postgresAnswers = new Set([yes, 'N'.charCodeAt(0), 'E'.charCodeAt(0)]);
// The driver takes all others for TLS.
const modesWithoutTls = new Set([null, 'disable']);
const usualPort = 5432;
const noPostgres = 'what answers there is no PostgreSQL. Correct WAREHOUSE_URL';
const atOnceTls =
  'what listens there speaks TLS from the first byte on, as no PostgreSQL does. Correct WAREHOUSE_URL';
const notAuthorized = '28000';

// PostgreSQL's own question for TLS, before anybody signs in.
async function lookAtTls(code: string, url: string): Promise<string | null> {
  const asDriven = driverUrl(readWarehouseUrl(url), {});
  const address = addressOf(asDriven, usualPort);
  const isAsked = !modesWithoutTls.has(new URL(asDriven).searchParams.get('sslmode'));
  try {
    const answer = await askPort(address, sslRequest, (bytes) => bytes.length > 0);
    if (isTlsAlert(answer)) return atOnceTls;
    if (!postgresAnswers.has(answer[0]!)) return noPostgres;
    const speaks = answer[0] === yes;
    if (isAsked && !speaks) return networkWords('EPROTO', 'sslmode in WAREHOUSE_URL');
    if (!isAsked && speaks && code === notAuthorized)
      return 'the server lets nobody in without TLS, or not this user from here. Add ?sslmode=verify-full to WAREHOUSE_URL';
    return null;
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    const words = networkWords(error.code, 'WAREHOUSE_URL');
    if (error.code === noConnection || !(await speaksTls(address))) return words;
    return atOnceTls;
  }
}
