import { deadReasons } from '@cdr/kafka';
import { digitsIn, isFieldName, maskLongNumbers, maskText } from './mask-text.ts';

type Looks = (text: string) => boolean;

const topic = /^[a-z][a-z0-9._-]{0,99}$/;
const offset = /^[0-9]{1,9}$/;
const partition = /^[0-9]{1,5}$/;
const rule = /^[a-z0-9-]{1,40}$/;
const version = /^[0-9][\w.+-]{0,31}$/;

const isTopic: Looks = (text) => topic.test(text) && digitsIn(text) <= 4;
const isOffset: Looks = (text) => offset.test(text);
const isPartition: Looks = (text) => partition.test(text);
const isSchemaId: Looks = (text) => /^[0-9]{1,6}$/.test(text);
const isRule: Looks = (text) => rule.test(text) && digitsIn(text) <= 4;

/** What our workers write into each header. Any producer can write any: what looks otherwise may be about a person. */
const looks: Readonly<Record<string, Looks>> = {
  'dlq.reason': (text) => deadReasons.some((reason) => reason === text),
  'dlq.rule': (text) => text.split(',').every(isRule),
  'dlq.path': (text) => isFieldName(text.replace(/^\//, '')),
  'dlq.stage': (text) => text === 'validate' || text === 'load',
  'dlq.app.version': (text) => version.test(text) && digitsIn(text) <= 6,
  'dlq.failed.at': (text) => /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/.test(text),
  'dlq.original.topic': isTopic,
  'dlq.original.partition': isPartition,
  'dlq.original.offset': isOffset,
  // Milliseconds since 1970, of the years 2001 to 2033.
  'dlq.original.timestamp': (text) => /^1[0-9]{12}$/.test(text),
  'dlq.replay.count': (text) => /^[0-9]{1,4}$/.test(text),
  'dlq.duplicate.of': isOffset,
  'dlq.duplicate.of.partition': isPartition,
  'dlq.replaces': isPlace,
  'dlq.schema.id': isSchemaId,
  'schema.id': isSchemaId,
  'kafka_dlt-original-topic': isTopic,
};

function isPlace(text: string): boolean {
  const [name = '', of = '', at = '', ...rest] = text.split('/');
  return isTopic(name) && isPartition(of) && isOffset(at) && rest.length === 0;
}

/** A header's text with what may be about a person covered. */
export function maskHeader(name: string, text: string): string {
  // Our workers' sentences quote no value. A forged one cannot be told from theirs, but a number in it can.
  if (name === 'dlq.error') return maskLongNumbers(text);
  return Object.hasOwn(looks, name) && looks[name]!(text) ? text : maskText(text);
}

/** A header's name, covered unless it is one of ours: a producer may write anything there too. */
export function maskHeaderName(name: string): string {
  return name === 'dlq.error' || Object.hasOwn(looks, name) ? name : maskText(name);
}
