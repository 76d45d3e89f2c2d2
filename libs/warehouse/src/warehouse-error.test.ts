import { describe, expect, test } from '@jest/globals';
import { OutsideError, Stop } from '@cdr/worker';
import pg from 'pg';
import { toWarehouseError, WarehouseError } from './warehouse-error.ts';

function fromServer(code: string, message = 'what the server says'): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(message, 0, 'error'), { code, detail: 'Ada', where: 'Ada' });
}
function fromSystem(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe.each([
  ['a connection refused', fromSystem('ECONNREFUSED'), true],
  ['a connection that ended without a word', new Error('Connection terminated unexpectedly'), true],
  ['a server that does not answer', new Error('Query read timeout'), true],
  ['TLS that the server does not speak', new Error('The server does not support SSL connections'), false],
  [
    'a missing password',
    new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'),
    false,
  ],
  ['what the driver never said before', new Error('no idea'), false],
  ['a server that is shutting down', fromServer('57P01'), true],
  ['a server that is starting up', fromServer('57P03'), true],
  ['too many connections', fromServer('53300'), true],
  ['a deadlock', fromServer('40P01'), true],
  ['a serialization failure', fromServer('40001'), true],
  ['a gate not free in time', fromServer('55P03'), true],
  ['a transaction idle for too long', fromServer('25P03'), true],
  ['a full disk', fromServer('53100'), false],
  ['a wrong password', fromServer('28P01'), false],
  ['a missing table', fromServer('42P01'), false],
  ['a full scratch disk', fromSystem('ENOSPC'), false],
  ['a forbidden file, whose code looks like a class of SQLSTATE', fromSystem('40EXX'), false],
])('%s', (_, error, retriable) => {
  test(`is ${retriable ? 'waited for' : 'for a person'}, and told with what was being done`, () => {
    const told = toWarehouseError('loading batch b', error) as WarehouseError;
    expect(told).toBeInstanceOf(WarehouseError);
    expect(told.retriable).toBe(retriable);
    expect(told.message).toMatch(/^loading batch b: /);
  });
});

/** As Redshift tells its own errors. */
function fromRedshift(message: string, number?: number): pg.DatabaseError {
  const rule = `  ${'-'.repeat(47)}`;
  const detail = `\n${rule}\n  error:  ${message}\n  code:      ${number}\n  context:   Ada\n  query:     1\n${rule}\n`;
  return Object.assign(new pg.DatabaseError(message, 0, 'error'), {
    code: 'XX000',
    ...(number !== undefined && { detail }),
  });
}

describe.each<[string, Error, 'passes' | 'rows' | 'person', string, RegExp]>([
  ['a serializable isolation violation', fromRedshift('1023'), 'passes', 'redshift:1023', /1023/],
  [
    'one with its number in the detail',
    fromRedshift('Serializable isolation violation', 1023),
    'passes',
    'redshift:1023',
    /violation/,
  ],
  [
    'a text that is too long',
    fromRedshift('Spectrum Scan Error', 15007),
    'rows',
    'redshift:15007',
    /refuses a value \(Redshift's error 15007\)/,
  ],
  ['a type that differs', fromRedshift('Spectrum Scan Error', 15001), 'rows', 'redshift:15001', /15001/],
  ['a missing value', fromRedshift('Missing data for not-null field', 1213), 'rows', 'redshift:1213', /1213/],
  ['a full disk', fromRedshift('Disk Full', 1016), 'person', 'redshift:1016', /make room/],
  [
    'a role that is not attached',
    fromRedshift('not authorized to assume IAM Role', 30000),
    'person',
    'redshift:30000',
    /attach the role of REDSHIFT_COPY_ROLE/,
  ],
  [
    'a bucket that may not be read',
    fromRedshift('S3ServiceException:Access Denied,Status 403,Error AccessDenied,Rid 1', 8001),
    'person',
    'redshift:8001',
    /s3:GetObject/,
  ],
  [
    'a bucket elsewhere',
    fromRedshift(
      'S3ServiceException:The bucket is in this region: eu-west-1,Status 301,Error PermanentRedirect,Rid 1',
      8001,
    ),
    'person',
    'redshift:8001',
    /one Region/,
  ],
  [
    'an S3 that is slow',
    fromRedshift('S3ServiceException:Please reduce your request rate.,Status 503,Error SlowDown,Rid 1', 8001),
    'passes',
    'redshift:8001',
    /reduce/,
  ],
  [
    'an object that is gone',
    fromRedshift(
      'S3ServiceException:The specified key does not exist.,Status 404,Error NoSuchKey,Rid 1',
      8001,
    ),
    'person',
    'redshift:8001',
    /lifecycle rule/,
  ],
  [
    'Spectrum that S3 puts off',
    fromRedshift('Spectrum Scan Error: HTTP response error code: 503 Message: SlowDown', 15001),
    'passes',
    'redshift:15001',
    /503/,
  ],
  [
    'Spectrum that may not read',
    fromRedshift('HTTP response error code: 403 Message: AccessDenied', 15001),
    'person',
    'redshift:15001',
    /s3:GetObject/,
  ],
  [
    'Spectrum without a thread',
    fromRedshift('boost::thread_resource_error: Resource temporarily unavailable', 15001),
    'passes',
    'redshift:15001',
    /temporarily/,
  ],
  [
    'Spectrum that cannot be reached',
    fromRedshift('Connection failed, retries exceeded', 15005),
    'passes',
    'redshift:15005',
    /retries/,
  ],
  ['a query that the system ends', fromRedshift('abort query', 1020), 'passes', 'redshift:1020', /abort/],
  [
    'a value that is no date',
    fromRedshift('Invalid date format, value "Ada"', 1206),
    'rows',
    'redshift:1206',
    /refuses a value/,
  ],
  ['what nobody knows', fromRedshift('something else'), 'person', 'XX000', /something else/],
])('of Redshift, %s', (_, error, fate, code, words) => {
  test(`is told as what it is (${fate}), by its own number`, () => {
    const told = toWarehouseError('loading batch b', error) as WarehouseError;
    const fateTold = told.retriable ? 'passes' : told.aboutRows ? 'rows' : 'person';
    expect([fateTold, told.code]).toEqual([fate, code]);
    expect(told.message).toMatch(words);
    expect(JSON.stringify([told.message, told.cause])).not.toContain('Ada');
  });
});

test.each([
  ['22001', true],
  ['23502', true],
  ['42P01', false],
])('whether SQLSTATE %s is about rows: %s', (code, aboutRows) => {
  expect(toWarehouseError('x', fromServer(code))).toMatchObject({ aboutRows, retriable: false });
});

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /name the host in WAREHOUSE_URL as its certificate does/],
  ['CERT_HAS_EXPIRED', /renew/],
])('a certificate that does not hold (%s) is for a person, with what to do', (code, words) => {
  const told = toWarehouseError('connecting', fromSystem(code)) as WarehouseError;
  expect(told.retriable).toBe(false);
  expect(told.message).toMatch(words);
});

test.each([
  ['28P01', /check WAREHOUSE_URL and WAREHOUSE_PASSWORD/],
  ['3D000', /create the database/],
  ['42P01', /run "npm run setup"/],
  ['42501', /grant/],
])('SQLSTATE %s says what to do', (code, advice) => {
  expect((toWarehouseError('x', fromServer(code)) as Error).message).toMatch(advice);
});

test('no value leaves the server’s error: neither its text about data, nor its detail and context', () => {
  const told = toWarehouseError('x', fromServer('22P02', 'invalid input syntax: "Ada"')) as WarehouseError;
  expect(told.message).toBe('x: the warehouse refuses a value (SQLSTATE 22P02)');
  expect(JSON.stringify([told, told.cause])).not.toContain('Ada');
});

test.each([
  new OutsideError('trouble with S3', 'c', true),
  new Stop('s'),
  new WarehouseError('w', 'c', true),
  new TypeError('a bug is no lost connection'),
])('%s stays what it is', (error) => {
  expect(toWarehouseError('x', error)).toBe(error);
});

test('a statement that took too long is known by its SQLSTATE, whatever number stands beside it', () => {
  const detail = '\n  code:      1020\n';
  const error = Object.assign(new pg.DatabaseError('canceled', 0, 'error'), { code: '57014', detail });
  expect(toWarehouseError('x', error)).toMatchObject({ code: '57014', retriable: true });
});
