import type { TopicNames } from '@cdr/call-record';
import type { KafkaRecord } from '@cdr/kafka';
import type { LetterRow, LetterView, MarkedText } from '../api.ts';
import { markField } from './mark-field.ts';
import { rulesOf } from './letter-query.ts';
import { maskRecord } from './mask.ts';
import { maskHeader } from './mask-header.ts';
import { maskNumber } from './mask-text.ts';

/** Whether what may be about a person is covered. */
export interface Eyes {
  masked: boolean;
}

/** A letter with its bytes, as a person reads it. */
export function letterView(
  row: LetterRow,
  record: KafkaRecord,
  isVoid: boolean,
  topics: TopicNames,
  eyes: Eyes,
): LetterView {
  const says = (name: string) => headerText(record, name, eyes);
  const error = says('dlq.error');
  return {
    row,
    error,
    path: says('dlq.path'),
    rules: askedBy(rulesOf({ rules: says('dlq.rule') }), error),
    place: `${topics.raw}/${row.partition} offset ${row.rawOffset}`,
    failedAt: says('dlq.failed.at'),
    version: says('dlq.app.version'),
    schemaId: says('dlq.schema.id') || null,
    duplicateOf: duplicateOf(record, row.partition),
    replaces: says('dlq.replaces') || null,
    key: keyText(record, eyes),
    value: recordText(record.value, header(record, 'dlq.path'), eyes),
    isText: isText(record.value),
    bytes: record.value?.length ?? 0,
    isVoid,
  };
}

/** A record's bytes as text, with the field marked that a JSON pointer names. */
export function recordText(value: Buffer | null, path: string, { masked }: Eyes): MarkedText {
  const text = value?.toString() ?? '';
  return { text: masked ? maskRecord(text) : text, marks: markField(text, path), masked };
}

/** A record's key as text. */
export function keyText({ key }: Pick<KafkaRecord, 'key'>, { masked }: Eyes): string {
  const text = key?.toString() ?? '';
  return masked ? maskNumber(text) : text;
}

/** What a header says. */
function headerText(record: KafkaRecord, name: string, { masked }: Eyes): string {
  const text = header(record, name);
  return masked ? maskHeader(name, text) : text;
}

function header({ headers }: KafkaRecord, name: string): string {
  return headers[name]?.toString() ?? '';
}

function duplicateOf(record: KafkaRecord, own: number): LetterView['duplicateOf'] {
  const offset = header(record, 'dlq.duplicate.of');
  if (offset === '') return null;
  return { partition: Number(header(record, 'dlq.duplicate.of.partition') || own), offset: Number(offset) };
}

function isText(value: Buffer | null): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(value ?? undefined);
    return true;
  } catch {
    return false;
  }
}

// A letter has a sentence for each rule, in their order, unless they were too long for it.
function askedBy(rules: readonly string[], error: string): LetterView['rules'] {
  const sentences = error.split('; ');
  const isWhole = sentences.length === rules.length;
  return rules.map((rule, n) => ({ rule, says: isWhole ? sentences[n]! : '' }));
}
