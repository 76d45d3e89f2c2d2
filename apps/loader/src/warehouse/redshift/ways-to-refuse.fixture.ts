import { but, goodColumns, type OddBatch } from './refused-copies.fixture.ts';

// Ways in which COPY refuses what lies on S3, and what must be told of each.

/** What becomes of a COPY. */
export interface Told {
  fate: 'rows' | 'passes' | 'person';
  message: string;
}

const part = /part-00000\.parquet/;
const manifest = /manifest\.json/;
const otherVersion = /start the version of the loader that belongs to telecom\.telecom_data/;

/** One way. */
export interface Way extends OddBatch {
  way: string;
  /** What must be in the message: the object, the column, and what to do. */
  names: RegExp[];
  fix: RegExp;
  fate: Told['fate'];
}

export const ofFiles: Way[] = [
  {
    way: 'a column is missing',
    columns: goodColumns.slice(0, -1),
    names: [part, /Table columns: 18, Data columns: 17/],
    fix: /start the loader version that belongs/,
    fate: 'rows',
  },
  {
    way: 'a column is too much',
    columns: [...goodColumns, { name: 'x', sql: '1' }],
    names: [part, /Data columns: 19/],
    fix: /start the loader version that belongs/,
    fate: 'rows',
  },
  {
    way: 'columns stand in another order',
    columns: [goodColumns[6]!, ...goodColumns.filter((_, n) => n !== 6)],
    names: [part, /caller_name/, /VARCHAR/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: 'a number is in the place of a text',
    columns: but('caller_name', '1::BIGINT'),
    names: [part, /column caller_name/, /int64/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: 'bytes are in the place of a text',
    columns: but('network_provider', "'x'::BLOB"),
    names: [part, /column network_provider/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: '64 bits are in the place of 32',
    columns: but('call_duration', '60::BIGINT'),
    names: [part, /column call_duration/, /int64/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: '16 bits are in the place of 32',
    columns: but('call_duration', '60::SMALLINT'),
    names: [part, /column call_duration/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: '32 bits are in the place of 64',
    columns: but('raw_offset', '7::INTEGER'),
    names: [part, /column raw_offset/, /int32/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: 'an amount is a floating number',
    columns: but('total_amount', '0.6::DOUBLE'),
    names: [part, /column total_amount/, /double/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: 'an amount has another precision',
    columns: but('total_amount', '0.6::DECIMAL(7,2)'),
    names: [part, /column total_amount/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: 'an amount has another scale',
    columns: but('total_amount', '0.6::DECIMAL(5,3)'),
    names: [part, /column total_amount/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: 'an amount is in 16 bytes',
    columns: but('total_amount', '0.6::DECIMAL(30,2)'),
    names: [part, /column total_amount/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: 'a time is in nanoseconds',
    columns: but('start_datetime', "TIMESTAMP_NS '2023-05-12 10:00:00'"),
    names: [part, /column start_datetime/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: 'a time is a text',
    columns: but('end_datetime', "'2023-05-12 10:00:00'"),
    names: [part, /column end_datetime/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: 'a time is a date',
    columns: but('end_datetime', "DATE '2023-05-12'"),
    names: [part, /column end_datetime/],
    fix: otherVersion,
    fate: 'rows',
  },
  {
    way: 'a truth is in the place of a number',
    columns: but('raw_partition', 'true'),
    names: [part, /column raw_partition/, /boolean/],
    fix: otherVersion,
    fate: 'rows',
  },
];

export const ofValues: Way[] = [
  {
    way: 'a text is too long',
    columns: but('caller_name', "repeat('a', 300)"),
    names: [part, /column caller_name, which is VARCHAR\(256\)/, /Data: 300/],
    fix: /widen the column .*ALTER COLUMN caller_name TYPE/,
    fate: 'rows',
  },
  {
    way: 'a text is too long in bytes alone',
    columns: but('caller_id', "repeat('é', 15)"),
    names: [part, /column caller_id, which is VARCHAR\(20\)/, /Data: 30/],
    fix: /shorten the value/,
    fate: 'rows',
  },
  {
    way: 'a text has U+FFFF',
    columns: but('receiver_name', 'chr(65535)'),
    names: [part, /column receiver_name/],
    fix: /let the producer leave the character out/,
    fate: 'rows',
  },
  {
    way: 'a text has U+FDD0',
    columns: but('receiver_name', 'chr(64976)'),
    names: [part, /column receiver_name/],
    fix: /let the producer leave the character out/,
    fate: 'rows',
  },
  {
    way: 'a text has NUL',
    columns: but('network_provider', 'chr(0)'),
    names: [part, /column network_provider/],
    fix: /let the producer leave the character out/,
    fate: 'rows',
  },
  {
    way: 'a value is missing that must be there',
    columns: but('call_id', 'NULL::VARCHAR'),
    names: [/call_id/],
    fix: /find out why call_id has no value/,
    fate: 'rows',
  },
];

export const ofObjects: Way[] = [
  {
    way: 'a file is no Parquet',
    changes: () => Buffer.from('this is no Parquet at all, though long enough'),
    names: [part],
    fix: /find out who changed it on S3/,
    fate: 'rows',
  },
  {
    way: 'a file is cut short',
    changes: (body) => body.subarray(0, body.length - 9),
    names: [part],
    fix: /find out who changed it on S3/,
    fate: 'rows',
  },
  {
    way: 'a file is shorter than its manifest says',
    manifest: ([entry]) => ({
      entries: [{ ...entry, meta: { content_length: entry!.meta.content_length + 9 } }],
    }),
    names: [part],
    fix: /find out who changed it on S3/,
    fate: 'rows',
  },
  {
    way: 'a file is gone',
    isThere: false,
    names: [/part-00000\.parquet|manifest\.json/],
    fix: /somebody or a lifecycle rule removed it/,
    fate: 'person',
  },
  {
    way: 'the manifest is gone',
    manifest: () => null,
    names: [manifest],
    fix: /somebody or a lifecycle rule removed it/,
    fate: 'person',
  },
  {
    way: 'the manifest is no JSON',
    manifest: () => '{',
    names: [manifest, /correct json format/],
    fix: /let the role .* read the bucket|changed the manifest/,
    fate: 'person',
  },
  {
    way: 'the manifest has no sizes',
    manifest: ([entry]) => ({ entries: [{ ...entry, meta: {} }] }),
    names: [manifest, /content_length/],
    fix: /somebody changed the manifest/,
    fate: 'person',
  },
  {
    way: 'the manifest has no meta',
    manifest: ([entry]) => ({ entries: [{ url: entry!.url, mandatory: true }] }),
    names: [manifest, /meta/],
    fix: /somebody changed the manifest/,
    fate: 'person',
  },
];
