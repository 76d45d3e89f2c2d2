import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parquetColumns } from '@cdr/call-record';
import { openS3 } from '@cdr/object-store';
import { faultError, type ServerFault } from '@cdr/redshift-stand-in';
import { type RealWarehouses, startRealWarehouses } from '../../real-warehouses.fixture.ts';
import type { Footer } from '../../staging/parquet-footer.ts';
import { but, type OddBatch, stageOdd } from './refused-copies.fixture.ts';
import { ofFiles, ofObjects, ofValues, type Told } from './ways-to-refuse.fixture.ts';
import type { Warehouse } from '../warehouse.ts';

// Redshift's COPY tells what it refuses late, in words of its own, and somewhere else. Here the loader must say which file
// and which column, and what to do.

let parts: RealWarehouses;
let warehouse: Warehouse;
let goodFooter: Footer;
let batches = 0;
/** What the server says next of a COPY by itself. */
let saysNext: ServerFault | null = null;
beforeAll(async () => {
  parts = await startRealWarehouses();
  const database = await parts.makeDatabase('clean', 1);
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
    const { url } = await parts.standInFor(await parts.makeDatabase('clean', 1));
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
    const { url } = await parts.standInFor(await parts.makeDatabase('clean', 1));
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
