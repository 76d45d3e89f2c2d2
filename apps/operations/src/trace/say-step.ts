import type {
  CallRow,
  DeadLetter,
  FoundFile,
  LoadBatch,
  RawPlace,
  RawRecord,
  Trace,
  TracedRecord,
} from '@cdr/lineage';
import { count, say } from '../say-counts.ts';
import { maskFields } from './mask.ts';
import { tellRecord } from './told-bytes.ts';

/** The lines that tell a trace's steps, each behind the name of its step. */
export function sayStep(trace: Trace, reveal: boolean): string[] {
  const steps: [string, string[]][] = [
    ['row', linesOf(trace.row, ({ row }) => sayRow(row, reveal))],
    ['batch', linesOf(trace.batch, ({ batch }) => sayBatch(batch))],
    ['file', linesOf(trace.file, sayFile)],
    ['clean', linesOf(trace.clean, ({ record }) => [`${placeOf(record)}, ${moment(record.timestamp)}`])],
    ['raw', linesOf(trace.raw, (raw) => sayRaw(raw, reveal))],
    ['letter', linesOf(trace.letter, ({ letter }) => sayLetter(letter))],
  ];
  const width = Math.max(...steps.map(([name]) => name.length));
  return steps.flatMap(([name, lines]) =>
    lines.map((line, n) => `  ${(n === 0 ? name : '').padEnd(width)}  ${line}`),
  );
}

function linesOf<Held>(
  step: ({ kind: 'held' } & Held) | { kind: string; says: string },
  tell: (held: Held) => string[],
): string[] {
  return 'says' in step && step.kind !== 'held'
    ? [`${step.kind}: ${step.says}`]
    : tell(step as { kind: 'held' } & Held);
}

function sayRow({ callId, call, fingerprint, loadedAt }: CallRow, reveal: boolean): string[] {
  const fields = (reveal ? call : maskFields(call)) as CallRow['call'];
  const who = (role: 'caller' | 'receiver') =>
    `${fields[`${role}_id`] ?? '?'} (${fields[`${role}_name`] ?? '?'})`;
  const loaded = loadedAt === null ? [] : [`fingerprint ${fingerprint}, loaded ${moment(loadedAt)}`];
  return [
    `call ${callId ?? 'without an id'}: from ${who('caller')} to ${who('receiver')}`,
    `began ${fields['start_datetime'] ?? '?'}, ${fields['call_duration'] ?? '?'} s, ${fields['total_amount'] ?? '?'} USD, ${fields['network_provider'] ?? '?'}`,
    ...loaded,
  ];
}

function sayBatch(batch: LoadBatch): string[] {
  const { batchId, cutReason, staged, loaded, alreadyLoaded, conflicts, unloadable } = batch;
  const { files, bytes, appVersion, committedAt } = batch;
  const refused = unloadable === 0 ? '' : `; ${say(unloadable)} more could not be loaded`;
  return [
    `${batchId}, cut by ${cutReason}, committed ${moment(committedAt)} by version ${appVersion}`,
    `staged ${say(staged)} = loaded ${say(loaded)} + already loaded ${say(alreadyLoaded)} + conflicts ${say(conflicts)}${refused}; ` +
      `${count(files, 'file')}, ${count(bytes, 'byte')}`,
  ];
}

function sayFile({ urls, says }: FoundFile): string[] {
  return [...(says === undefined ? [] : [says]), ...urls];
}

function sayRaw({ record, schemaId, replaces }: RawRecord, reveal: boolean): string[] {
  const { key, value } = tellRecord(record, reveal);
  const schema = schemaId === null ? 'names no schema' : `names schema ${schemaId}`;
  return [
    `${placeOf(record)}, arrived ${moment(record.timestamp)}, ${key === null ? 'no key' : `key ${key.text}`}, ${schema}`,
    ...(replaces === null
      ? []
      : [`sent back in the place of ${placeOf(replaces)}: npm run trace -- --raw ${short(replaces)}`]),
    value === null
      ? 'no value'
      : (value.text ?? `${count(value.bytes, 'byte')} that are no JSON object: --reveal shows them`),
  ];
}

function sayLetter({ record, stage, reason, rules, error, replays, duplicateOf }: DeadLetter): string[] {
  const times = Number.isFinite(replays) ? say(replays) : 'nobody knows how many';
  return [
    `${placeOf(record)}, ${moment(record.timestamp)}, of stage ${stage}: ${reason}${rules === '' ? '' : `, ${rules}`}`,
    ...(error === '' ? [] : [error]),
    ...(duplicateOf === null
      ? []
      : [`the first record of the call: npm run trace -- --raw ${short(duplicateOf)}`]),
    `sent back before: ${times}`,
  ];
}

function placeOf({ topic, partition, offset }: Pick<TracedRecord, 'topic' | 'partition' | 'offset'>): string {
  return `${topic}/${partition} offset ${offset}`;
}

/** As --raw takes it. */
export function short({ partition, offset }: RawPlace): string {
  return `${partition}/${offset}`;
}

function moment(at: number): string {
  return Number.isNaN(at) ? '?' : new Date(at).toISOString();
}
