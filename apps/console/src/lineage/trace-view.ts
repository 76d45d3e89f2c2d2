import type { CallRow, RawRecord, Step, Trace, TracedRecord } from '@cdr/lineage';
import type { CallLine, TracedCall, TraceStep } from '../api.ts';
import { type Eyes, keyText, recordText } from '../letters/letter-view.ts';
import { maskField } from '../letters/mask-field.ts';
import { maskHeader } from '../letters/mask-header.ts';

type Fact = TraceStep['facts'][number];

/** A record's way as a page shows it. */
export function callOf(trace: Trace, eyes: Eyes): TracedCall {
  const { fate, place, row, batch, file, clean, raw, letter } = trace;
  const steps: TraceStep[] = [
    step('table', 'Row in the table', row, ({ row: found }) => rowFacts(found, eyes)),
    step('batch', 'Batch that loaded it', batch, ({ batch: of }) => [
      fact('batch', of.batchId),
      fact('cut', of.cutReason),
      fact('rows', of.staged),
      fact('loaded', of.loaded),
      fact('committed', moment(of.committedAt)),
      fact('manifest', of.manifest),
      fact('loader version', of.appVersion),
    ]),
    {
      ...step('file', 'File on S3', file, ({ urls }) => urls.map((url) => fact('file', url))),
      ...(file.kind === 'held' && { says: file.says ?? null }),
    },
    withBytes(
      step('clean', 'Record in clean', clean, ({ record }) => placeFacts(record, eyes)),
      clean,
      eyes,
    ),
    withBytes(
      step('raw', 'Record in raw', raw, (found) => rawFacts(found, eyes)),
      raw,
      eyes,
    ),
    step('letter', 'Dead letter', letter, ({ letter: of }) => [
      ...placeFacts(of.record, eyes),
      fact('stage', of.stage),
      fact('reason', of.reason),
      said('rules', 'dlq.rule', of.rules, eyes),
      said('says', 'dlq.error', of.error, eyes),
      ...(of.duplicateOf === null
        ? []
        : [fact('first record of the call', `${of.duplicateOf.partition}/${of.duplicateOf.offset}`)]),
    ]),
  ];
  return { title: fates[fate], place, steps };
}

/** A row of the table as a list shows it. */
export function lineOf({ call, loadedAt, place }: CallRow, { masked }: Eyes): CallLine {
  const of = (name: string) => {
    const value = call[name] ?? '';
    return masked ? maskField(name, value) : value;
  };
  const { start_datetime: start = null, call_duration: seconds } = call;
  return {
    start,
    from: of('caller_id'),
    to: of('receiver_id'),
    seconds: seconds === undefined ? null : Number(seconds),
    loadedAt,
    place,
  };
}

const fates: Record<Trace['fate'], string> = {
  loaded: 'It is in the table',
  original: 'It is in the table, from the original system: it came by no record of ours',
  waiting: 'It is accepted and waits to be loaded',
  dead: 'It is in the dead letters',
  'already-loaded': 'It was accepted, and its call was in the table already',
  'not-judged': 'It is in raw and not judged yet',
  unknown: 'What became of it cannot be told; the steps say why',
};

function step<Held>(
  name: TraceStep['step'],
  title: string,
  found: Step<Held>,
  facts: (held: Held) => Fact[],
): TraceStep {
  if (found.kind !== 'held')
    return { step: name, found: false, title, facts: [], says: found.says, bytes: null };
  return { step: name, found: true, title, facts: facts(found), says: null, bytes: null };
}

function withBytes(of: TraceStep, found: Step<{ record: TracedRecord }>, eyes: Eyes): TraceStep {
  if (found.kind !== 'held') return of;
  return { ...of, bytes: recordText(found.record.value, '', eyes) };
}

function rowFacts(row: (Trace['row'] & { kind: 'held' })['row'], { masked }: Eyes): Fact[] {
  const ofCall = (name: string, value: string) => fact(name, masked ? maskField(name, value) : value);
  const call = Object.entries(row.call).flatMap(([name, value]) =>
    value === undefined ? [] : [ofCall(name, value)],
  );
  return [
    row.callId === null ? fact('call_id', 'none') : ofCall('call_id', row.callId),
    fact('named by', row.isNamedBySource ? 'its source' : 'caller, receiver and start'),
    ...call,
    fact('raw place', row.place === null ? 'none' : `${row.place.partition}/${row.place.offset}`),
    fact('came into raw', moment(row.ingestedAt)),
    fact('loaded', moment(row.loadedAt)),
    fact('batch', row.batchId ?? 'none'),
    fact('fingerprint', row.fingerprint ?? 'none'),
  ];
}

function rawFacts({ record, schemaId, replaces }: RawRecord, eyes: Eyes): Fact[] {
  return [
    ...placeFacts(record, eyes),
    schemaId === null
      ? fact('schema', 'named none: judged by the newest')
      : said('schema', 'schema.id', String(schemaId), eyes),
    ...(replaces === null
      ? []
      : [
          said(
            'sent back in the stead of',
            'dlq.replaces',
            `${replaces.topic}/${replaces.partition}/${replaces.offset}`,
            eyes,
          ),
        ]),
  ];
}

function placeFacts(record: TracedRecord, eyes: Eyes): Fact[] {
  const { topic, partition, offset, timestamp } = record;
  return [
    fact('topic', topic),
    fact('partition', partition),
    fact('offset', offset),
    fact('time', moment(timestamp)),
    fact('key', keyText(record, eyes)),
  ];
}

function fact(name: string, value: string | number): Fact {
  return { name, value: String(value) };
}

/** What a header says, which any producer can write. */
function said(name: string, header: string, text: string, { masked }: Eyes): Fact {
  return fact(name, masked ? maskHeader(header, text) : text);
}

function moment(at: number | null): string {
  return at === null || Number.isNaN(at) ? 'not known' : new Date(at).toISOString();
}
