import type { Address } from '@cdr/worker';
import { type Check, Failure, type Found } from './check.ts';
import { networkWords } from './network-words.ts';
import { askPort, isTlsAlert, ProbeError, speaksTls } from './probe-port.ts';

// Metadata request, version 4: api key 3, correlation id 1, client id "cdr", no topics, no auto-creation. By hand, for
// the client library says of every failure that it could not connect.
const body = Buffer.from([0, 3, 0, 4, 0, 0, 0, 1, 0, 3, ...Buffer.from('cdr'), 0, 0, 0, 0, 0]);
const request = Buffer.concat([Buffer.from([0, 0, 0, body.length]), body]);

/** One broker of KAFKA_BROKERS: whether it answers, and to which cluster it belongs. */
export function checkBroker(where: string, address: Address): Check {
  return { part: 'Kafka', where, run: () => ask(address) };
}

async function ask(address: Address): Promise<Found> {
  try {
    const answer = await askPort(address, request, isWhole);
    if (isTlsAlert(answer)) throw new Failure(wantsTls);
    const { advertised, found } = readMetadata(answer);
    await Promise.all(advertised.map(requireReachable));
    return found;
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    throw new Failure(await wordsFor(error.code, address));
  }
}

// Clients leave the address they were given for those that the cluster names.
async function requireReachable({ host, port }: Address): Promise<void> {
  try {
    await askPort({ host, port }, request, (answer) => answer.length > 0);
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    const setting = 'advertised.listeners of that broker';
    const words =
      networkWords(error.code, setting) ?? `it cannot be reached (${error.code}). Correct ${setting}`;
    throw new Failure(`the broker answers, and sends clients on to ${host}:${port}; but from here ${words}`);
  }
}

// The longest that such an answer can be: some hundred brokers.
const longestAnswer = 100_000;

function isWhole(answer: Buffer): boolean {
  if (answer.length < 4) return false;
  // What speaks another language is told by its first bytes, not waited for.
  const length = answer.readUInt32BE(0);
  return length > longestAnswer || answer.length >= 4 + length;
}

const wantsTls =
  'the broker wants TLS, which is not there yet for Kafka. Name a listener without it (protocol PLAINTEXT) in ' +
  'KAFKA_BROKERS, reachable from trusted machines only';
const noKafka = 'what answers there is no Kafka broker. Correct KAFKA_BROKERS';

async function wordsFor(code: string, address: Address): Promise<string> {
  const mayWantTls = code === 'CLOSED' || code === 'ECONNRESET' || code === 'NO_ANSWER';
  if (mayWantTls && (await speaksTls(address))) return wantsTls;
  const words =
    networkWords(code, 'KAFKA_BROKERS') ?? `it cannot be reached (${code}). Look at KAFKA_BROKERS`;
  return mayWantTls
    ? `${words}. A listener that wants a sign-in (SASL) does so too: there is none here yet`
    : words;
}

/** Reads where a metadata answer says that the brokers are, and their cluster. @throws Failure when it is none */
function readMetadata(answer: Buffer): { advertised: Address[]; found: Found } {
  let at = 0;
  function take(bytes: number): Buffer {
    if (bytes < 0 || at + bytes > answer.length) throw new Failure(noKafka);
    return answer.subarray(at, (at += bytes));
  }
  function text(): string {
    return take(Math.max(0, take(2).readInt16BE())).toString();
  }

  const isAnswer = take(4).readUInt32BE() <= longestAnswer && take(4).readInt32BE() === 1;
  if (!isAnswer) throw new Failure(noKafka);
  take(4); // throttle time
  const advertised: Address[] = [];
  const brokers = take(4).readInt32BE();
  for (let n = 0; n < brokers; n += 1) {
    take(4); // node id
    advertised.push({ host: text(), port: take(4).readInt32BE() });
    text(); // rack
  }
  const told = brokers === 1 ? 'the only broker' : `one of ${brokers} brokers`;
  const tells = `${told} of cluster ${text() || 'without an id'}`;
  return { advertised, found: { tells, version: null } };
}
