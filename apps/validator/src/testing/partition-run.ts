import { createCheck, defaultQualitySettings } from '@cdr/call-quality';
import { readCleanTail } from '@cdr/call-record';
import { readDeadLetter } from '@cdr/kafka';
import type { Schemas } from '@cdr/schema-registry';
import { createMemorySchemas } from '@cdr/schema-registry/memory';
import { createSeenCalls } from '../seen-calls.ts';
import { createWriterSchemas, type WriterSchemas } from '../writer-schemas.ts';
import { type Judged, type Taken, validatePartition } from '../validate-partition.ts';
import type { ScriptedKafka } from './scripted-kafka.ts';
import { receivedAt } from './calls.ts';

export const topics = { raw: 'raw', clean: 'clean', dlq: 'dlq' };
export const check = createCheck(defaultQualitySettings);

/** Schemas of a registry in memory, asked without waiting; what goes wrong with it is told to nobody. */
export function schemasOf(registry: Pick<Schemas, 'schemaById'> | null = createMemorySchemas()) {
  const trouble = { failed: () => undefined, over: () => undefined, works: () => undefined };
  return createWriterSchemas({ registry, trouble, waitsMs: [0, 0, 0] });
}

/** Appends values to a partition of raw, a millisecond apart. */
export function produce(memory: ScriptedKafka, values: (string | Buffer | null)[], partition = 0): void {
  const log = memory.log('raw', partition);
  log.append(values.map((value, n) => ({ key: `key ${n}`, value, timestamp: receivedAt + log.end + n })));
}

/** Runs one session on partition 0, with a state of its own as after a start, until all of raw is judged. */
export async function runSession(
  memory: ScriptedKafka,
  options: { capacity?: number; stop?: AbortController; schemas?: WriterSchemas } = {},
) {
  const { capacity = 1_000, stop = new AbortController(), schemas = schemasOf() } = options;
  const windowMs = 3_600_000;
  const told: { taken: Taken[]; judged: Judged[] } = { taken: [], judged: [] };
  const ended = validatePartition({
    kafka: memory.kafka,
    topics,
    group: 'validators',
    partition: 0,
    check,
    schemas,
    seen: createSeenCalls(capacity, windowMs),
    capacity,
    windowMs,
    version: '1.2.3',
    signal: stop.signal,
    events: {
      takingOver: () => undefined,
      takenOver: (taken) => told.taken.push(taken),
      judged(outcome) {
        told.judged.push(outcome);
        if (outcome.nextOffset === outcome.endOffset) stop.abort();
      },
    },
  });
  const error = await ended.then(
    () => null,
    (reason: Error) => reason,
  );
  return { error, ...told };
}

/** What became of the raw records: raw offsets clean by the reader rule, and those with a letter that is not void. */
export function outcome(memory: ScriptedKafka, partition = 0) {
  const clean: number[] = [];
  for (const { value } of memory.records('clean', partition)) {
    const offset = readCleanTail(value!)!.raw_offset;
    if (offset > (clean.at(-1) ?? -1)) clean.push(offset);
  }
  const letters = memory.records('dlq', partition).map((record) => readDeadLetter(record)!.rawOffset);
  const dead = [...new Set(letters)].filter((offset) => !clean.includes(offset)).sort((a, b) => a - b);
  return { clean, dead };
}
