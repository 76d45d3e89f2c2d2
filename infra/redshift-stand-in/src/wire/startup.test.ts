import { expect, test } from '@jest/globals';
import { judgeStartup } from './startup.ts';

const always = {
  ...{ standard_conforming_strings: 'off', escape_string_warning: 'off', TimeZone: 'UTC' },
  default_transaction_isolation: 'repeatable read',
  client_connection_check_interval: '500',
};

test.each<[Record<string, string>, Record<string, string>]>([
  [{}, {}],
  [
    { application_name: 'cdr', client_encoding: 'UTF8' },
    { application_name: 'cdr', client_encoding: 'UTF8' },
  ],
  [
    { statement_timeout: '1000', DateStyle: 'ISO' },
    { statement_timeout: '1000', datestyle: 'ISO' },
  ],
  [{ TimeZone: 'Asia/Kathmandu' }, { TimeZone: 'Asia/Kathmandu' }],
  [{ client_protocol_version: '2', driver_version: 'x' }, {}],
  [
    { options: String.raw`-c query_group=a\ b --search-path=s` },
    { 'redshift_stand_in.query_group': 'a b', search_path: 's' },
  ],
])('%j is taken', (parameters, expected) => {
  expect(judgeStartup(parameters, 'snapshot')).toEqual({ settings: { ...always, ...expected } });
});

test('the isolation is the database’s', () => {
  expect(judgeStartup({}, 'serializable')).toMatchObject({
    settings: { default_transaction_isolation: 'serializable' },
  });
});

// "Configuration reference" does not list them.
test.each([
  [{ lock_timeout: '1' }, 'lock_timeout'],
  [{ idle_in_transaction_session_timeout: '1' }, 'idle_in_transaction_session_timeout'],
  [{ options: '-c synchronous_commit=off' }, 'synchronous_commit'],
  [{ options: '-c default_transaction_isolation=serializable' }, 'default_transaction_isolation'],
  [{ replication: 'database' }, 'replication'],
])('%j is refused', (parameters, name) => {
  expect(judgeStartup(parameters as never, 'snapshot')).toEqual({
    error: { code: '42704', message: `unrecognized configuration parameter "${name}"` },
  });
});

test('options that are none are refused', () => {
  expect(judgeStartup({ options: '-d' }, 'snapshot')).toMatchObject({ error: { code: '42601' } });
});
