import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parquetColumns } from '@cdr/call-record';
import { openS3 } from '@cdr/object-store';
import { faultError, type ServerFault } from '@cdr/redshift-stand-in';
import { type RealWarehouses, startRealWarehouses } from '../real-warehouses.fixture.ts';
import type { Footer } from '../staging/parquet-footer.ts';
import { but, goodColumns, type OddBatch, stageOdd } from './refused-copies.fixture.ts';
import type { Warehouse } from './warehouse.ts';

// Redshift's COPY tells what it refuses late, in words of its own, and somewhere else. Here the loader must say which file
// and which column, and what to do.

let parts: RealWarehouses;
let database: URL;
let warehouse: Warehouse;
let goodFooter: Footer;
let batches = 0;
/** What the server says next of a COPY by itself. */
let saysNext: ServerFault | null = null;
beforeAll(async () => {
  parts = await startRealWarehouses();
  database = await parts.makeDatabase('clean', 1);
  const refuseCopy = () => {
    const said = saysNext;
    saysNext = null;
    return said;
  };
  warehouse = parts.open((await parts.standInFor(database, { refuseCopy })).url);
  const { footers } = await stageOdd(parts, 'good', {});
  goodFooter = footers[0]!.footer;
});
afterAll(async () => {
  await warehouse.close();
  await parts.stop();
});

interface Told {
  fate: 'rows' | 'passes' | 'person';
  message: string;
}

/** Copies a batch, and tells what becomes of it. */
async function tellOf(odd: OddBatch, to = warehouse, seesFooter = false): Promise<Told> {
  const batch = await stageOdd(parts, `b${(batches += 1)}`, odd);
  // As if the file had been written so that its footer looked right: what remains is what COPY finds.
  const footers = seesFooter ? batch.footers : [{ name: 'part-00000.parquet', footer: goodFooter }];
  try {
    const copied = await to.copy({ ...batch, footers }, () => undefined);
    if (copied.kind === 'copied') throw new Error('it was taken');
    return { fate: 'rows', message: `${copied.column}: ${copied.why}` };
  } catch (error) {
    const { message, retriable } = error as Error & { retriable?: boolean };
    return { fate: retriable === true ? 'passes' : 'person', message };
  }
}

const part = /part-00000\.parquet/;
const manifest = /manifest\.json/;
const otherVersion = /start the version of the loader that belongs to telecom\.telecom_data/;

interface Way extends OddBatch {
  way: string;
  /** What must be in the message: the object, the column, and what to do. */
  names: RegExp[];
  fix: RegExp;
  fate: Told['fate'];
}

const ofFiles: Way[] = [
  {
    way: 'a column is missing',
    columns: goodColumns.slice(0, -1),
    names: [part, /Table columns: 15, Data columns: 14/],
    fix: /start the loader version that belongs/,
    fate: 'rows',
  },
  {
    way: 'a column is too much',
    columns: [...goodColumns, { name: 'x', sql: '1' }],
    names: [part, /Data columns: 16/],
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

const ofValues: Way[] = [
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

const ofObjects: Way[] = [
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

describe.each([
  ['a file', ofFiles],
  ['values', ofValues],
  ['objects', ofObjects],
])('COPY is refused because of %s', (_, ways) => {
  test.each(ways)('when $way: file, column and fix are named', async (way) => {
    const told = await tellOf(way);
    expect(told).toEqual({ fate: way.fate, message: expect.stringMatching(way.fix) });
    for (const name of way.names) expect(told.message).toMatch(name);
  });
});

describe('before COPY is asked, the footer tells the same sooner', () => {
  test.each(ofFiles)('when $way', async ({ columns }) => {
    const told = await tellOf({ columns: columns! }, warehouse, true);
    expect(told.fate).toBe('person');
    expect(told.message).toMatch(/^batch b\d+ was not copied: part-00000\.parquet/);
    const names = parquetColumns.map(({ name }) => name);
    expect(names.some((name) => told.message.includes(name)) || told.message.includes('x is too much')).toBe(
      true,
    );
    expect(told.message).toMatch(/report it, and start the version before it/);
  });
});

const spectrum = { context: '', location: 'dory_util.cpp:1426', process: 'worker_thread [pid=1]' };
const s3 = (message: string, status: number, name: string): ServerFault => ({
  ...spectrum,
  code: 8001,
  error: `S3ServiceException:${message},Status ${status},Error ${name},Rid 0,ExtRid 0,CanRetry 1`,
});

describe('COPY is refused because of the server', () => {
  test.each<[string, ServerFault, Told['fate'], RegExp]>([
    [
      'its disk is full',
      { ...spectrum, code: 1016, error: 'Disk Full' },
      'person',
      /make room on the warehouse/,
    ],
    [
      'the bucket is in another Region',
      s3('The bucket is in this region: eu-west-1', 301, 'PermanentRedirect'),
      'person',
      /put bucket and warehouse into one Region/,
    ],
    [
      'it may not read the bucket',
      s3('Access Denied', 403, 'AccessDenied'),
      'person',
      /let the role of REDSHIFT_COPY_ROLE read the bucket/,
    ],
    [
      'S3 is slow',
      s3('Please reduce your request rate.', 503, 'SlowDown'),
      'passes',
      /reduce your request rate/,
    ],
    ['another transaction was first', { ...spectrum, code: 1023, error: '1023' }, 'passes', /1023/],
  ])('when %s: what to do is told, or it is tried again', async (_, fault, fate, fix) => {
    saysNext = fault;
    expect(faultError(fault, 1).code).toBe('XX000');
    const told = await tellOf({});
    expect(told).toEqual({ fate, message: expect.stringMatching(fix) });
    expect(told.message).toMatch(/batch(_id=| )b\d+/);
  });

  test('when the role is not attached', async () => {
    const { url } = await parts.standInFor(database);
    const other = parts.open(url, { copyRole: 'arn:aws:iam::123456789012:role/somebody-else' });
    const told = await tellOf({}, other);
    expect(told).toEqual({
      fate: 'person',
      message: expect.stringMatching(/attach the role of REDSHIFT_COPY_ROLE to the cluster or workgroup/),
    });
    await other.close();
  });

  test('when the bucket is not there', async () => {
    const { endpoint, accessKeyId, secretAccessKey } = parts.parts.objectStore;
    const credentials = { accessKeyId, secretAccessKey };
    const elsewhere = openS3({ bucket: 'no-such-bucket', region: 'us-east-1', endpoint, credentials });
    const { url } = await parts.standInFor(database);
    const other = parts.open(url, { inStore: elsewhere });
    const told = await tellOf({}, other);
    expect(told).toEqual({
      fate: 'person',
      message: expect.stringMatching(/create the bucket with "npm run setup", or correct S3_BUCKET/),
    });
    await other.close();
    elsewhere.close();
  });
});

test('no value of a record is in what is told', async () => {
  const told = await tellOf({ columns: but('caller_name', "repeat('Ada Lovelace ', 40)") });
  expect(told.message).not.toContain('Ada');
});
