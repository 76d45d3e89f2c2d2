import { readLog } from '@cdr/audit';
import type { TopicNames } from '@cdr/call-record';
import {
  type Appended,
  chunkMessages,
  type Kafka,
  KafkaError,
  type KafkaRecord,
  type OutgoingMessage,
  type Publisher,
  readWholeLetter,
  writeRedriven,
} from '@cdr/kafka';
import { pause, Stop } from '@cdr/worker';
import type { Letter } from './letter.ts';
import { createPace } from './pace.ts';
import { type SentLine, writeLine } from './sent-list.ts';

export interface SendParts {
  kafka: Pick<Kafka, 'offsets' | 'openReader' | 'openPublisher'>;
  topics: TopicNames & { redrive: string };
  /** Where the list ended when it was read. */
  listEnd: number;
  /** Who sends, and why. */
  by: string;
  note: string;
  /** In the place of the letters' own. */
  value: Buffer | undefined;
  /** Records a second; Infinity for no limit. */
  rate: number;
  /** Ends it between two sends. */
  signal?: AbortSignal | undefined;
  /** Called after each send, with its lines of the list. */
  onSent?: ((lines: readonly SentLine[]) => void) | undefined;
}

/** What came of it: `stopped` says why not all were sent, `unsure` how many may be in raw without a line in the list. */
export interface Sending {
  sent: number;
  unsure: number;
  stopped: Stop | KafkaError | null;
}

/** A letter on its way back. */
interface Redriven extends OutgoingMessage {
  letter: Letter;
}

/**
 * Sends letters back to raw, to the partitions that they came from, and writes a line for each into the list behind it:
 * whoever begins anew goes on behind the last line, and sends at most what was in flight a second time.
 * @returns also what was sent before a part failed
 */
export async function sendLetters(letters: readonly Letter[], parts: SendParts): Promise<Sending> {
  const { kafka, topics, value } = parts;
  const sending: Sending = { sent: 0, unsure: 0, stopped: null };
  const opened: Publisher[] = [];
  try {
    for (const topic of [topics.raw, topics.redrive]) opened.push(await kafka.openPublisher(topic));
    const [raw, list] = opened as [Publisher, Publisher];
    const send = createSend(raw, list, parts, sending);
    for (const [partition, of] of Map.groupBy(letters, ({ partition }) => partition)) {
      const wanted = new Map(of.map((letter) => [letter.letterOffset, letter]));
      const span = { start: of[0]!.letterOffset, end: of.at(-1)!.letterOffset + 1 };
      let read: Redriven[] = [];
      function take(record: KafkaRecord): void {
        const letter = wanted.get(record.offset);
        if (letter !== undefined) read.push(redriven(letter, record, topics.dlq, value));
      }
      await readLog(kafka, topics.dlq, partition, span, take, async () => {
        const some = read;
        read = [];
        await send(partition, some);
      });
    }
  } catch (error) {
    // Whatever else it is, it is a bug: to begin anew mends none.
    if (!(error instanceof Stop || error instanceof KafkaError)) throw error;
    sending.stopped = error;
  } finally {
    for (const publisher of opened) await publisher.close();
  }
  return sending;
}

function redriven(letter: Letter, record: KafkaRecord, dlq: string, value: Buffer | undefined): Redriven {
  const whole = readWholeLetter(record);
  if (whole?.rawOffset !== letter.rawOffset || whole.stage !== letter.stage)
    throw new Stop(
      `${dlq}/${letter.partition} holds another message at offset ${letter.letterOffset} than a moment ago: the topic was ` +
        'deleted and created again',
    );
  return { ...writeRedriven(whole, record, value), letter };
}

function createSend(raw: Publisher, list: Publisher, parts: SendParts, sending: Sending) {
  const { kafka, topics, by, note, value, rate, signal = new AbortController().signal, onSent } = parts;
  const pace = createPace(rate, Date.now);
  let { listEnd } = parts;

  async function send(partition: number, redriven: Redriven[]): Promise<void> {
    for (const ofOneSend of chunkMessages(redriven))
      for (let first = 0; first < ofOneSend.length; first += pace.atOnce)
        await sendSome(partition, ofOneSend.slice(first, first + pace.atOnce));
  }

  async function sendSome(partition: number, some: Redriven[]): Promise<void> {
    await pause(pace.waitFor(sending.sent), signal);
    if (signal.aborted) throw new Stop('it was told to stop');
    // A person may have thought it over for an hour since the look. Behind the send it is looked at once more.
    if ((await kafka.offsets(topics.redrive))[0]!.end !== listEnd) throw new Stop(anotherOne(topics.redrive));
    sending.unsure = some.length;
    const [{ baseOffset }] = (await raw.publish(partition, some)) as [Appended];
    const at = new Date().toISOString();
    const lines = some.map((message, n) => lineOf(message, at, baseOffset + n));
    const [appended] = (await list.publish(0, lines.map(writeLine))) as [Appended];
    sending.sent += some.length;
    sending.unsure = 0;
    onSent?.(lines);
    if (appended.baseOffset !== listEnd) throw new Stop(anotherOne(topics.redrive));
    listEnd += some.length;
  }

  function lineOf({ letter, headers }: Redriven, at: string, offset: number): SentLine {
    const { stage, reason, rules, partition, rawOffset, letterOffset } = letter;
    return {
      at,
      by,
      note,
      stage,
      reason,
      rules,
      letter: { topic: topics.dlq, partition, offset: letterOffset },
      original: { topic: topics.raw, partition, offset: rawOffset },
      sent: { topic: topics.raw, partition, offset },
      replays: Number(headers!['dlq.replay.count']),
      edited: value !== undefined,
    };
  }

  return send;
}

// Both have read the list before the other wrote: what both have chosen would be sent twice.
function anotherOne(topic: string): string {
  return `another redrive has written to ${topic} since the look: look again, when it has ended`;
}
