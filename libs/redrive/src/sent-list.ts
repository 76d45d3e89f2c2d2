import type { KafkaRecord, OutgoingMessage, Place } from '@cdr/kafka';
import type { Letter } from './letter.ts';

/** A line of the list of what was sent back to raw: the audit trail, and the position of a redrive at once. */
export interface SentLine extends Pick<Letter, 'stage' | 'reason' | 'rules'> {
  /** When, ISO 8601. */
  at: string;
  /** Who, `user@host`. */
  by: string;
  /** Why, in the words of whoever did it. */
  note: string;
  letter: Place;
  /** The dead record in raw. */
  original: Place;
  /** What was written to raw in its stead. */
  sent: Place;
  /** How often it has been sent back now. */
  replays: number;
  /** Whether its value was another than the letter's. */
  edited: boolean;
}

/** A line as a message; it holds no payload. */
export function writeLine(line: SentLine): OutgoingMessage {
  return { key: keyOf(line.stage, line.original), value: JSON.stringify(line) };
}

/** What was sent back so far. */
export interface SentList {
  /** A message of the list, in its order. */
  take(record: KafkaRecord): void;
  /** What was sent for a letter about this raw record; undefined when nothing was. */
  find(stage: Letter['stage'], original: Place): Pick<SentLine, 'at' | 'sent'> | undefined;
  /** Messages that are no lines of ours. */
  foreign(): number;
}

/** An empty list. */
export function createSentList(): SentList {
  const sent = new Map<string, Pick<SentLine, 'at' | 'sent'>>();
  let foreign = 0;

  function take(record: KafkaRecord): void {
    const line = readLine(record);
    if (line === null) {
      foreign += 1;
      return;
    }
    const key = keyOf(line.stage, line.original);
    if (!sent.has(key)) sent.set(key, { at: line.at, sent: line.sent });
  }

  return { take, find: (stage, original) => sent.get(keyOf(stage, original)), foreign: () => foreign };
}

function keyOf(stage: string, { topic, partition, offset }: Place): string {
  return `${stage} ${topic}/${partition}/${offset}`;
}

const texts = ['at', 'by', 'note', 'stage', 'reason', 'rules'] as const satisfies (keyof SentLine)[];

/** Reads a message of the list; null when it is no line of ours. */
export function readLine({ key, value }: KafkaRecord): SentLine | null {
  try {
    const line = JSON.parse(String(value)) as SentLine;
    const isOne =
      texts.every((name) => typeof line[name] === 'string') &&
      typeof line.edited === 'boolean' &&
      [line.letter, line.original, line.sent].every(isPlace);
    return isOne && keyOf(line.stage, line.original) === String(key) ? line : null;
  } catch {
    return null;
  }
}

function isPlace({ topic, partition, offset }: Place): boolean {
  return typeof topic === 'string' && Number.isSafeInteger(partition) && Number.isSafeInteger(offset);
}
