import { readCleanTail } from '@cdr/call-record';
import type { KafkaRecord } from '@cdr/kafka';
import type { Crew } from './crew.ts';
import type { FaultName } from './profile.ts';
import { groups, topics } from './names.ts';
import { tickMs, window, type World } from './world.ts';

/** What faults are done to. */
export interface Stage {
  world: World;
  crew: Crew;
  redrive: () => void;
  /** Lets the workers go on without faults, for so many steps at most; whether they get everything done. */
  calm: (steps: number) => Promise<boolean>;
  /** By partition, what retention has taken from clean. */
  archive: KafkaRecord[][];
  /** The offset in clean below which a partition is loaded. */
  loadedThrough: (partition: number) => number;
}

/** What each fault does, by name. */
export const faults: Record<FaultName, (stage: Stage) => void | Promise<void>> = {
  'crash validator': ({ crew }) => crew.crash('validators'),
  'crash loader': ({ crew }) => crew.crash('loaders'),
  'sleep or wake': ({ crew }) => crew.sleepOrWake(),
  rebalance: ({ crew }) => crew.rebalance(),
  'share all': ({ crew }) => crew.shareAll(),
  'reset offsets': ({ world }) => resetOffsets(world),
  'expire raw': expireRaw,
  'expire clean': expireClean,
  redrive: ({ redrive }) => redrive(),
  'idle gate': ({ crew }) => crew.breakIdleGate(),
};

// By hand, by expiry, or by a client that resets: to the end, to the start, or a little back.
function resetOffsets({ broker, random, partitions }: World): void {
  const partition = random.below(partitions);
  const committed = broker.groups.committed(groups.validators, topics.raw);
  const back = Math.max(0, (committed[partition] ?? 0) - 3);
  committed[partition] = random.pick([null, 0, broker.log(topics.raw, partition).end, back]);
}

// Retention is longer than any backlog: days go by in which everything gets judged, and the group's positions say so.
async function expireRaw({ world: { broker, random, partitions }, calm }: Stage): Promise<void> {
  const partition = random.below(partitions);
  if (!(await calm(400))) return;
  const log = broker.log(topics.raw, partition);
  log.expire(log.end - random.below(3));
}

// Clean is kept longer than raw by the window and the longest outage: what is not loaded, the last accepted records, and
// all within the window of the oldest record that is not judged yet.
function expireClean({ world: { broker, random, partitions, sent }, archive, loadedThrough }: Stage): void {
  const partition = random.below(partitions);
  const log = broker.log(topics.clean, partition);
  const accepted: number[] = [];
  let highest = -1;
  for (const { offset, value } of log.records) {
    const { raw_offset: rawOffset } = readCleanTail(value!)!;
    if (rawOffset <= highest) continue;
    highest = rawOffset;
    accepted.push(offset);
  }
  const lastToKeep = accepted.at(-(window.calls + spare));
  if (lastToKeep === undefined) return;
  const open = sent[partition]!.filter(({ offset }) => offset > highest).map(({ timestamp }) => timestamp);
  const since = Math.min(log.records.at(-1)!.timestamp, ...open) - window.ms - clockErrorMs;
  const firstYoung = log.records.find(({ timestamp }) => timestamp >= since)?.offset ?? log.end;
  const below = Math.min(lastToKeep, firstYoung, loadedThrough(partition));
  archive[partition]!.push(...log.records.filter(({ offset }) => offset < below));
  log.expire(below);
}

const spare = 6;
const clockErrorMs = 12 * tickMs;
