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
