import { expect, test } from '@jest/globals';
import { type CallRecord, newestSchema, recordSchemas } from '@cdr/call-record';
import fc from 'fast-check';
import { readerOf, readNewest } from './read-record.ts';
import { goodCall } from './testing/good-call.ts';

const [v1, v2] = recordSchemas.map(({ schema }) => readerOf(JSON.stringify(schema))) as [
  typeof readNewest,
  typeof readNewest,
];
const later = { call_id: 'switch-7:4711', call_status: 'completed', cell_id: '310-410-7' };

const moments = fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$/);
const v1Records: fc.Arbitrary<CallRecord> = fc.record({
  caller_name: fc.string(),
  receiver_name: fc.string(),
  caller_id: fc.string(),
  receiver_id: fc.string(),
  start_datetime: moments,
  end_datetime: moments,
  call_duration: fc.integer(),
  network_provider: fc.string(),
  total_amount: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.stringMatching(/^-?[0-9]+([.][0-9]+)?$/),
  ),
});

test('whatever v1 takes is upgraded to a record that the newest schema takes, and says the same', () => {
  fc.assert(
    fc.property(v1Records, (record) => {
      const upgraded = v1(record);
      expect(upgraded).toEqual({ kind: 'matched', call: record });
      expect(readNewest((upgraded as { call: CallRecord }).call)).toEqual(upgraded);
    }),
  );
});

test('a schema of ours is known by what it says, however a registry prints it', () => {
  const { properties, ...rest } = recordSchemas[0].schema;
  expect(readerOf(JSON.stringify({ properties, ...rest }, null, 4))).toBe(v1);
  expect(readNewest).toBe(v2);
});

test('v1 refuses the fields of v2, v2 takes each of them and none', () => {
  expect(v1({ ...goodCall, ...later })).toMatchObject({ reason: 'schema', rules: ['matches-schema'] });
  expect(v2({ ...goodCall, ...later })).toEqual({ kind: 'matched', call: { ...goodCall, ...later } });
  for (const [name, value] of Object.entries(later))
    expect(v2({ ...goodCall, [name]: value })).toMatchObject({ kind: 'matched' });
  expect(v2(goodCall)).toEqual({ kind: 'matched', call: goodCall });
});

const { schema: newest } = newestSchema;
const v3 = {
  ...newest,
  $id: 'telecom-call-record-v3',
  properties: { ...newest.properties, tariff: { description: 'text', type: 'string' } },
};

test('a schema that is newer than this validator is read as far as nothing of a record would be lost', () => {
  const read = readerOf(JSON.stringify(v3));
  expect(read({ ...goodCall, ...later })).toEqual({ kind: 'matched', call: { ...goodCall, ...later } });
  expect(read({ ...goodCall, tariff: 'night' })).toMatchObject({
    kind: 'refused',
    reason: 'schema',
    rules: ['matches-newest-schema'],
    path: '',
    error: expect.stringMatching(/the newest it knows, does not take it: deploy .* \(npm run redrive\)/),
  });
});

test.each([
  [
    'a type',
    { call_duration: { description: 'text', type: 'string' } },
    { call_duration: '60' },
    '/call_duration',
  ],
  ['a name', { duration: { type: 'integer' } }, { duration: 60 }, ''],
])(
  'a producer that changed %s is told, and no column takes the value of another',
  (_, properties, values, path) => {
    const changed = { ...newest, properties: { ...newest.properties, ...properties } };
    expect(readerOf(JSON.stringify(changed))({ ...goodCall, ...values })).toMatchObject({
      rules: ['matches-newest-schema'],
      path,
    });
  },
);

test.each([
  ['is a pattern that takes for ever', { properties: { caller_name: { pattern: '^(a+)+$' } } }],
  ['refers to itself', { allOf: [{ $ref: '#' }] }],
  ['is asynchronous', { $async: true, required: ['nope'] }],
  ['has the words of another tool', { 'confluent:tags': ['PII'], format: 'uuid' }],
  ['is Avro', { type: 'record', name: 'Call', fields: [] }],
  ['is no object', 'string'],
])('a schema that %s harms nobody: its records are judged by what we know', (_, schema) => {
  const read = readerOf(JSON.stringify(schema));
  const call = { ...goodCall, caller_name: `${'a'.repeat(60)}!` };
  expect(read(call)).toEqual({ kind: 'matched', call });
  expect(read({ ...call, call_duration: '60' })).toMatchObject({
    reason: 'schema',
    rules: ['matches-newest-schema'],
    path: '/call_duration',
  });
});

test('a schema that is no JSON is one that we do not know', () => {
  expect(readerOf('syntax = "proto3";')(goodCall)).toEqual({ kind: 'matched', call: goodCall });
});
