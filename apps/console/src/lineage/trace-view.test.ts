import type { DeadLetter, Fate, Trace } from '@cdr/lineage';
import { describe, expect, test } from '@jest/globals';
import type { TraceStep } from '../api.ts';
import { callOf } from './trace-view.ts';
import { batch, recordOf, rowOf, traceOf } from './traces.fixture.ts';

function stepOf(trace: Partial<Trace>, name: TraceStep['step'], masked = true): TraceStep {
  return callOf(traceOf(trace), { masked }).steps.find(({ step }) => step === name)!;
}

function factsOf({ facts }: TraceStep): Record<string, string> {
  return Object.fromEntries(facts.map(({ name, value }) => [name, value]));
}

const raw: Trace['raw'] = { kind: 'held', record: recordOf('raw'), schemaId: null, replaces: null };
const deadLetter: DeadLetter = {
  record: recordOf('dlq', { offset: 3 }),
  stage: 'validate',
  reason: 'quality',
  rules: 'a,b',
  error: 'must be otherwise',
  replays: 0,
  duplicateOf: null,
};

test.each<[Fate, string]>([
  ['loaded', 'It is in the table'],
  ['original', 'It is in the table, from the original system: it came by no record of ours'],
  ['waiting', 'It is accepted and waits to be loaded'],
  ['dead', 'It is in the dead letters'],
  ['already-loaded', 'It was accepted, and its call was in the table already'],
  ['not-judged', 'It is in raw and not judged yet'],
  ['unknown', 'What became of it cannot be told; the steps say why'],
])('of a record that is %s it says: %s', (fate, title) => {
  expect(callOf(traceOf({ fate }), { masked: true }).title).toBe(title);
});

test('a record’s way leads from the table back to raw, and each step that is not there says why', () => {
  const unread = { kind: 'unread', says: 'S3 is away' } as const;
  const { steps } = callOf(traceOf({ file: unread }), { masked: true });
  expect(steps.map(({ step }) => step)).toEqual(['table', 'batch', 'file', 'clean', 'raw', 'letter']);
  for (const { step, ...rest } of steps)
    expect(rest).toMatchObject({
      found: false,
      facts: [],
      bytes: null,
      says: step === 'file' ? 'S3 is away' : 'there is none',
    });
});

describe('the row in the table', () => {
  const row: Trace['row'] = { kind: 'held', row: rowOf() };

  test('is shown with names and numbers covered', () => {
    expect(factsOf(stepOf({ row }, 'table'))).toEqual({
      call_id: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
      'named by': 'caller, receiver and start',
      caller_name: '••• ••••••••',
      receiver_name: '••••• ••••••',
      caller_id: '+•••••••••34',
      receiver_id: '+•••••••••21',
      start_datetime: '2023-05-12 10:00:00',
      network_provider: 'Verizon',
      'raw place': '1/7',
      'came into raw': '1970-01-01T00:00:01.000Z',
      loaded: '1970-01-01T00:00:02.000Z',
      batch: 'b1',
      fingerprint: 'f1',
    });
  });

  test('is shown as it is to eyes that may see it', () => {
    expect(factsOf(stepOf({ row }, 'table', false))).toMatchObject({
      caller_name: 'Ada Lovelace',
      caller_id: '+12125551234',
    });
  });

  test('of the original system has no lineage', () => {
    const lost = {
      callId: null,
      fingerprint: null,
      place: null,
      ingestedAt: null,
      batchId: null,
      loadedAt: null,
    };
    const step = stepOf(
      { row: { kind: 'held', row: rowOf({ ...lost, isNamedBySource: true, call: {} }) } },
      'table',
    );
    expect(factsOf(step)).toEqual({
      call_id: 'none',
      'named by': 'its source',
      'raw place': 'none',
      'came into raw': 'not known',
      loaded: 'not known',
      batch: 'none',
      fingerprint: 'none',
    });
  });
});

test('its batch and file are named', () => {
  expect(factsOf(stepOf({ batch: { kind: 'held', batch } }, 'batch'))).toEqual({
    batch: 'b1',
    cut: 'age',
    rows: '5',
    loaded: '4',
    committed: '1970-01-01T00:00:02.000Z',
    manifest: 'batch/manifest.json',
    'loader version': '1.2',
  });
  const file = stepOf(
    { file: { kind: 'held', urls: ['s3://a', 's3://b'], says: 'it may be either' } },
    'file',
  );
  expect([file.found, file.facts.map(({ value }) => value), file.says]).toEqual([
    true,
    ['s3://a', 's3://b'],
    'it may be either',
  ]);
  expect(stepOf({ file: { kind: 'held', urls: ['s3://a'] } }, 'file').says).toBeNull();
});

describe.each(['clean', 'raw'] as const)('the record in %s', (name) => {
  const found = { clean: { kind: 'held', record: recordOf('clean') }, raw } as const;

  test('is shown with its bytes, names and numbers covered', () => {
    const { bytes, ...step } = stepOf(found, name);
    expect(bytes!.text).toBe('{"caller_name":"••• ••••••••","call_duration":60}');
    expect(factsOf({ ...step, bytes })).toMatchObject({
      topic: name,
      partition: '1',
      offset: '7',
      key: '+•••••••••34',
    });
  });

  test('is shown as it is to eyes that may see it', () => {
    const step = stepOf(found, name, false);
    expect([step.bytes!.text, factsOf(step)['key']]).toEqual([String(recordOf('x').value), '+12125551234']);
  });
});

test('a record in raw says what its headers say', () => {
  expect(factsOf(stepOf({ raw }, 'raw'))).toMatchObject({ schema: 'named none: judged by the newest' });
  const sentBack = { ...raw, schemaId: 5, replaces: { topic: 'raw', partition: 1, offset: 2 } };
  expect(factsOf(stepOf({ raw: sentBack }, 'raw'))).toMatchObject({
    schema: '5',
    'sent back in the stead of': 'raw/1/2',
  });
});

test('a dead letter says what is wrong; its bytes are those of raw', () => {
  const step = stepOf({ letter: { kind: 'held', letter: deadLetter } }, 'letter');
  const facts = {
    topic: 'dlq',
    offset: '3',
    stage: 'validate',
    reason: 'quality',
    rules: 'a,b',
    says: 'must be otherwise',
  };
  expect(factsOf(step)).toMatchObject(facts);
  expect(factsOf(step)).not.toHaveProperty('first record of the call');
  expect(step.bytes).toBeNull();
  const again = { ...deadLetter, duplicateOf: { partition: 1, offset: 3 } };
  expect(
    factsOf(stepOf({ letter: { kind: 'held', letter: again } }, 'letter'))['first record of the call'],
  ).toBe('1/3');
});

test('what a source or a forged letter says is covered where it may be about a person', () => {
  const row = rowOf({
    callId: 'src:19145551234',
    isNamedBySource: true,
    call: { network_provider: '+19145551234', call_status: 'dropped' },
  });
  expect(factsOf(stepOf({ row: { kind: 'held', row } }, 'table'))).toMatchObject({
    call_id: '•••:•••••••••34',
    network_provider: '+•••••••••••',
    call_status: 'dropped',
  });
  const forged = { ...deadLetter, rules: 'Ada', error: 'call of 2125551234' };
  expect(factsOf(stepOf({ letter: { kind: 'held', letter: forged } }, 'letter'))).toMatchObject({
    rules: '•••',
    says: 'call of ••••••••••',
  });
  const replaces = { topic: 'Ada', partition: 1, offset: 2 };
  const bare = { raw: { ...raw, schemaId: 2_125_551_234, replaces } };
  expect(factsOf(stepOf(bare, 'raw'))).toMatchObject({
    schema: '••••••••••',
    'sent back in the stead of': '•••/•/•',
  });
  expect(factsOf(stepOf(bare, 'raw', false))).toMatchObject({
    schema: '2125551234',
    'sent back in the stead of': 'Ada/1/2',
  });
});

test('nothing of a call is in sight while it is masked, whatever was found', () => {
  const everything = {
    row: { kind: 'held', row: rowOf() },
    clean: { kind: 'held', record: recordOf('clean') },
    raw,
    letter: { kind: 'held', letter: deadLetter },
  } as const;
  expect(JSON.stringify(callOf(traceOf(everything), { masked: true }))).not.toMatch(
    /Ada|Grace|1255512|1255543/,
  );
});
