import { readLog } from '@cdr/audit';
import type { TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import type { ProducerLog } from '../publish.ts';
import { compareRecord, findStrangers, type Offence } from './compare.ts';
import { digestOf } from './digest.ts';
import { type Intents, readIntents } from './intents.ts';
import { createModel, type Expected, type Intent } from './model.ts';
import { readLetters } from './read-letters.ts';
import { type Table, withTable } from './read-table.ts';

/** What the comparison with the truth came to. */
export interface Judgement {
  /** In raw. */
  records: number;
  rows: number;
  letters: number;
  /** Records that stand in raw without having been acknowledged: their producer sent them again. */
  unacknowledged: number;
  lost: number;
  doubled: number;
  wrongVerdicts: number;
  /** The first of them, with their places; no content. */
  offences: string[];
  /** The most clean records between a call and a copy of it. */
  furthestCopy: number;
}

export interface JudgeOptions {
  kafka: Kafka;
  topics: TopicNames;
  warehouseUrl: string;
  logs: readonly ProducerLog[];
}

const mostListed = 20;

/**
 * Compares table and letters with the truth, as sets, record by record of what raw really holds.
 * @throws Error when the truth contradicts itself: then the run says nothing
 */
export async function judgeRun({ kafka, topics, warehouseUrl, logs }: JudgeOptions): Promise<Judgement> {
  const intents = readIntents(logs);
  const strays = intents.find(await unacknowledged(kafka, topics.raw, intents));
  const sum: Judgement = {
    ...{ records: 0, rows: 0, letters: 0, unacknowledged: 0 },
    ...{ lost: 0, doubled: 0, wrongVerdicts: 0, offences: [], furthestCopy: 0 },
  };
  await withTable(warehouseUrl, async (table) => {
    const partitions = (await kafka.offsets(topics.raw)).length;
    for (let partition = 0; partition < partitions; partition += 1)
      await judgePartition({ kafka, topics, table, intents, strays, sum }, partition);
    const { rows, calls } = await table.calls();
    sum.rows = rows;
    // Whatever was counted by its place above: a call may not have two rows.
    sum.doubled = Math.max(sum.doubled, rows - calls);
  });
  return sum;
}

interface Judging {
  kafka: Kafka;
  topics: TopicNames;
  table: Table;
  intents: Intents;
  strays: ReadonlyMap<string, Intent>;
  sum: Judgement;
}

const counts = { lost: 'lost', doubled: 'doubled', wrong: 'wrongVerdicts' } as const;

async function judgePartition(judging: Judging, partition: number): Promise<void> {
  const { kafka, topics, table, intents, strays, sum } = judging;
  const range = (await kafka.offsets(topics.raw))[partition]!;
  const letters = await readLetters(kafka, topics.dlq, partition);
  const rows = await table.rowsOf(partition);
  const model = createModel(partition);
  const there = new Set<number>();

  function tell(place: string, offences: readonly Offence[]): void {
    for (const { kind, says } of offences) {
      sum[counts[kind]] += 1;
      if (sum.offences.length < mostListed) sum.offences.push(`${kind}: ${place}: ${says}`);
    }
  }

  await readLog(kafka, topics.raw, partition, range, ({ offset, timestamp, key, value }) => {
    const place = `raw partition ${partition} offset ${offset}`;
    const digest = digestOf(key, value);
    const meant = intents.at(partition, offset);
    there.add(offset);
    sum.records += 1;
    if (meant === null) sum.unacknowledged += 1;
    else if (meant.digest !== digest)
      tell(place, [{ kind: 'lost', says: 'raw holds another record than the one acknowledged there' }]);
    const intent = meant?.digest === digest ? meant.intent : strays.get(digest);
    if (intent === undefined) return tell(place, [{ kind: 'wrong', says: 'no producer has sent this' }]);
    const expected = model.expect({ offset, timestamp, value, intent });
    if (contradicts(expected, intent, strays.has(digest)))
      throw new Error(`the generator meant ${place} to be ${intent?.reason ?? 'clean'}, the model does not`);
    const found = {
      rows: rows.get(offset) ?? [],
      validate: letters.validate.get(offset),
      load: letters.load.get(offset),
    };
    tell(place, compareRecord(expected, digest, found));
  });

  // Whoever reads for the validator reads for us too: what it left out would be nobody's loss.
  for (const offset of intents.missing(partition, (offset) => there.has(offset)))
    tell(`raw partition ${partition} offset ${offset}`, [
      { kind: 'lost', says: 'it was acknowledged, and is not among what is read of raw' },
    ]);
  tell(
    `raw partition ${partition}`,
    findStrangers(rows, letters, (offset) => there.has(offset)),
  );
  sum.letters += letters.validate.size + letters.load.size;
  sum.furthestCopy = Math.max(sum.furthestCopy, model.furthestCopy());
}

/** What was sent twice may be a duplicate of itself; all else is what the generator meant it to be. */
function contradicts(expected: Expected, intent: Intent, isSentTwice: boolean): boolean {
  if (intent === null) return expected.kind === 'letter' && !(isSentTwice && expected.reason === 'duplicate');
  return expected.kind === 'row' || expected.reason !== intent.reason;
}

async function unacknowledged(kafka: Kafka, topic: string, intents: Intents): Promise<Set<string>> {
  const digests = new Set<string>();
  for (const [partition, range] of (await kafka.offsets(topic)).entries()) {
    await readLog(kafka, topic, partition, range, ({ offset, key, value }) => {
      const meant = intents.at(partition, offset);
      const digest = meant === null ? digestOf(key, value) : null;
      if (digest !== null) digests.add(digest);
    });
  }
  return digests;
}
