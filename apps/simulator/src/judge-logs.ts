import { type CleanRecord, readCleanTail } from '@cdr/call-record';
import { type KafkaRecord, readDeadLetter } from '@cdr/kafka';
import { identityOf, type Sent } from './calls.ts';
import { judgeAll, type Passes } from './oracle.ts';
import { topics } from './names.ts';
import type { World } from './world.ts';

/** What went wrong in a run: the kind, and where. */
export interface Fault {
  kind:
    | 'lost' // neither clean nor dead
    | 'verdict' // not what the contract says
    | 'altered' // other content than in raw
    | 'orphan' // a copy whose original is not clean
    | 'phantom' // the same, of a copy that was sent again because of that
    | 'lost row' // clean, but in no table and no letter
    | 'refusal' // a letter of the loader about what is not so
    | 'double row' // a call twice in the table
    | 'stray row' // a row that no clean record accounts for
    | 'ledger' // positions or sums that do not add up
    | 'false alarm' // the audit says that it does not hold, and it does
    | 'silence' // the audit says that it holds, and it does not
    | 'ended' // a worker that ended by itself
    | 'stuck'; // work that never gets done
  where: string;
  /** Of raw, where it is about one record. */
  partition?: number;
  offset?: number;
  /** Of the original that its letter names. */
  of?: number;
}

/** What one partition of the logs holds, by the rules for readers. */
export interface Found {
  /** Every clean record there ever was that counts, by raw offset. */
  clean: Map<number, CleanRecord>;
  /** The first letter of each stage, by raw offset. */
  letters: Record<'validate' | 'load', Map<number, KafkaRecord>>;
}

/** Reads one partition; `archive` is what retention has taken from clean. */
export function readLogs({ broker }: World, partition: number, archive: readonly KafkaRecord[]): Found {
  const clean: Found['clean'] = new Map();
  let highest = -1;
  for (const { value } of [...archive, ...broker.log(topics.clean, partition).records]) {
    const { raw_offset: rawOffset } = readCleanTail(value!)!;
    if (rawOffset <= highest) continue;
    highest = rawOffset;
    clean.set(rawOffset, JSON.parse(value!.toString()) as CleanRecord);
  }
  const letters: Found['letters'] = { validate: new Map(), load: new Map() };
  for (const record of broker.log(topics.dlq, partition).records) {
    const { stage, rawOffset } = readDeadLetter(record)!;
    if (!letters[stage].has(rawOffset)) letters[stage].set(rawOffset, record);
  }
  return { clean, letters };
}

/** Compares what became of the records of a partition with what must; `passes` is null where rules have changed. */
export function judgeLogs(
  partition: number,
  sent: readonly Sent[],
  found: Found,
  passes: Passes | null,
): Fault[] {
  const expected = passes === null ? null : judgeAll(sent, passes);
  return sent.flatMap((record): Fault[] => {
    const { offset } = record;
    function fault(kind: Fault['kind'], what = ''): Fault {
      return { kind, where: `${topics.raw}/${partition} offset ${offset}${what}`, partition, offset };
    }
    const clean = found.clean.get(offset);
    const letter = clean === undefined ? found.letters.validate.get(offset) : undefined;
    if (clean === undefined && letter === undefined) return [fault('lost')];
    const faults: Fault[] = isAltered(record, clean, letter) ? [fault('altered')] : [];
    const verdict = clean !== undefined ? 'clean' : readVerdict(letter!);
    const must = expected?.get(offset);
    if (must !== undefined && say(must) !== say(verdict))
      faults.push(fault('verdict', `: ${say(verdict)}, must be ${say(must)}`));
    if (typeof verdict !== 'string' && verdict.of !== undefined && !found.clean.has(verdict.of))
      faults.push({ ...fault('orphan'), of: verdict.of });
    return faults;
  });
}

function readVerdict(letter: KafkaRecord): { reason: string; of?: number } {
  const { reason, duplicateOf } = readDeadLetter(letter)!;
  return duplicateOf === undefined ? { reason } : { reason, of: duplicateOf };
}

function say(verdict: string | { reason: string; of?: number }): string {
  return typeof verdict === 'string' ? verdict : `${verdict.reason} ${verdict.of ?? ''}`.trim();
}

function isAltered(record: Sent, clean?: CleanRecord, letter?: KafkaRecord): boolean {
  if (clean === undefined) return letter!.value?.toString() !== record.value;
  return clean.fingerprint !== identityOf(record).fingerprint || clean.ingested_at !== record.timestamp;
}
