import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Complaint,
  deadReasons,
  knownHeaders,
  type Origin,
  readDeadLetter,
  readReplaces,
  readWholeLetter,
  type Stage,
  writeDeadLetter,
  writeRedriven,
} from './dead-letter.ts';
import type { KafkaRecord, OutgoingMessage } from './kafka.ts';

const record: KafkaRecord = {
  offset: 42,
  timestamp: 1_700_000_000_123,
  key: Buffer.from('+19145551234'),
  value: Buffer.from([0x00, 0xff, 0x7b]),
  headers: {},
};
const complaint: Complaint = {
  reason: 'quality',
  rules: ['has-positive-duration', 'ends-after-start'],
  path: '/call_duration',
  error: 'must be above 0',
};
const origin: Origin = {
  stage: 'validate',
  topic: 'telecom-data.raw',
  partition: 5,
  version: '1.2.3',
  failedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
};

/** The letter as a reader of dlq gets it. */
function received({ key, value, headers }: OutgoingMessage): KafkaRecord {
  return {
    offset: 7,
    timestamp: 1,
    key: key as Buffer | null,
    value: value as Buffer | null,
    headers: Object.fromEntries(Object.entries(headers!).map(([name, text]) => [name, Buffer.from(text)])),
  };
}

function withHeaders(headers: Record<string, string>): KafkaRecord {
  return received({ key: null, value: null, headers });
}

describe('a dead letter', () => {
  test('is little larger than its record, whatever a producer put into the headers it carries along', () => {
    const headers = {
      'dlq.replaces': Buffer.alloc(400_000, 0xff),
      'dlq.replay.count': Buffer.alloc(9_000, 'é'),
      'schema.id': Buffer.alloc(400_000, '7'),
    };
    const long = { ...complaint, path: `/${'x'.repeat(400_000)}`, rules: Array(40_000).fill('a-rule') };
    const letter = writeDeadLetter({ ...record, headers }, long, origin);
    const bytes = Object.entries(letter.headers!).reduce(
      (sum, pair) => sum + Buffer.byteLength(pair.join('')),
      0,
    );
    expect(bytes).toBeLessThan(65_536);
  });

  test('has no header that readers do not know', () => {
    const headers = {
      'dlq.replaces': Buffer.from('t/0/1'),
      'dlq.replay.count': Buffer.from('1'),
      'schema.id': Buffer.from('7'),
    };
    const whole = { ...complaint, duplicateOf: 1 };
    const letter = writeDeadLetter({ ...record, headers }, whole, origin);
    const redriven = writeRedriven(readWholeLetter(received(letter))!, received(letter));
    const names = [...Object.keys(letter.headers!), ...Object.keys(redriven.headers!)];
    expect(new Set(names)).toEqual(knownHeaders);
  });

  test('says in its headers what, why, where, when and by whom', () => {
    expect(writeDeadLetter(record, complaint, origin).headers).toEqual({
      'dlq.reason': 'quality',
      'dlq.rule': 'has-positive-duration,ends-after-start',
      'dlq.path': '/call_duration',
      'dlq.error': 'must be above 0',
      'dlq.stage': 'validate',
      'dlq.app.version': '1.2.3',
      'dlq.failed.at': '2026-01-02T03:04:05.006Z',
      'dlq.original.topic': 'telecom-data.raw',
      'dlq.original.partition': '5',
      'dlq.original.offset': '42',
      'dlq.original.timestamp': '1700000000123',
      'dlq.replay.count': '0',
      'kafka_dlt-original-topic': 'telecom-data.raw',
    });
  });

  test('names the original of a duplicate, in the record’s own partition or in another', () => {
    const own = writeDeadLetter(record, { ...complaint, duplicateOf: 0 }, origin).headers;
    expect(own).toMatchObject({ 'dlq.duplicate.of': '0', 'dlq.duplicate.of.partition': '5' });
    const elsewhere = { ...complaint, duplicateOf: 7, duplicateOfPartition: 0 };
    const { headers } = writeDeadLetter(record, elsewhere, origin);
    expect(headers).toMatchObject({ 'dlq.duplicate.of': '7', 'dlq.duplicate.of.partition': '0' });
  });

  test('carries on what a redriven record replaces and how often it came', () => {
    const redriven = {
      ...record,
      headers: { 'dlq.replaces': Buffer.from('raw/5/17'), 'dlq.replay.count': Buffer.from('3') },
    };
    const { headers } = writeDeadLetter(redriven, complaint, origin);
    expect(headers).toMatchObject({ 'dlq.replaces': 'raw/5/17', 'dlq.replay.count': '3' });
  });

  test.each([
    ['filled', Buffer.from('key'), Buffer.from([0xff, 0x00])],
    ['null', null, null],
    ['empty', Buffer.alloc(0), Buffer.alloc(0)],
  ])('holds the very bytes of a %s key and value', (_, key, value) => {
    const letter = writeDeadLetter({ ...record, key, value }, complaint, origin);
    expect(letter.key).toBe(key);
    expect(letter.value).toBe(value);
  });

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('validate' as const, 'load' as const),
        fc.constantFrom(...deadReasons),
        fc.maxSafeNat(),
        fc.string({ unit: 'binary' }),
        fc.option(fc.record({ duplicateOf: fc.maxSafeNat(), duplicateOfPartition: fc.nat() }), {
          nil: undefined,
        }),
        (stage, reason, offset, error, original) => {
          const letter = writeDeadLetter(
            { ...record, offset },
            { ...complaint, reason, error, ...original },
            { ...origin, stage },
          );
          expect(readDeadLetter(received(letter))).toEqual({ stage, reason, rawOffset: offset, ...original });
        },
      ),
    );
  });

  test('cuts its error to 512 bytes, never inside a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 100, maxLength: 700 }), (error) => {
        const cut = writeDeadLetter(record, { ...complaint, error }, origin).headers!['dlq.error']!;
        expect(error.startsWith(cut)).toBe(true);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(512);
        if (cut !== error) expect(Buffer.byteLength(cut)).toBeGreaterThan(512 - 4);
      }),
    );
  });

  test('cuts nothing else off its error', () => {
    const error = `\uFEFF${'é'.repeat(300)}`; // 3 and 600 bytes
    const { headers } = writeDeadLetter(record, { ...complaint, error }, origin);
    expect(headers!['dlq.error']).toBe(`\uFEFF${'é'.repeat(254)}`);
  });

  test.each([
    ['no header', {}],
    ['another stage', { 'dlq.stage': 'print', 'dlq.original.offset': '1', 'dlq.reason': 'schema' }],
    ['no stage', { 'dlq.original.offset': '1', 'dlq.reason': 'schema' }],
    ['another reason', { 'dlq.stage': 'load', 'dlq.original.offset': '1', 'dlq.reason': 'mood' }],
    ['no reason', { 'dlq.stage': 'load', 'dlq.original.offset': '1' }],
    ['no offset', { 'dlq.stage': 'load', 'dlq.reason': 'load' }],
    ['an odd offset', { 'dlq.stage': 'load', 'dlq.original.offset': '-1', 'dlq.reason': 'load' }],
  ])('is not what a message with %s is', (_, headers) => {
    expect(readDeadLetter(withHeaders(headers))).toBeNull();
  });
});

describe('what a redriven record replaces', () => {
  test('is read from its header', () => {
    expect(readReplaces(withHeaders({ 'dlq.replaces': 'telecom-data.raw/5/17' }))).toEqual({
      topic: 'telecom-data.raw',
      partition: 5,
      offset: 17,
    });
  });

  test.each(['', 'raw', 'raw/1', '/1/2', 'raw/x/2', 'raw/1/-2', 'raw/1/2/', 'raw/1/2 '])(
    'is nothing when the header is %j',
    (text) => {
      expect(readReplaces(withHeaders({ 'dlq.replaces': text }))).toBeNull();
    },
  );

  test('is nothing without the header', () => {
    expect(readReplaces(record)).toBeNull();
  });
});

/** A letter for the record at offset 42 of partition 5, as a reader of dlq gets it. */
function letterOf(stage: Stage, headers: Record<string, string> = {}): KafkaRecord {
  const given = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));
  return received(writeDeadLetter({ ...record, headers: given }, complaint, { ...origin, stage }));
}

function redriven(letter: KafkaRecord, value?: Buffer) {
  return writeRedriven(readWholeLetter(letter)!, letter, value);
}

describe('all that a letter says', () => {
  test('is its place in raw, its time there, its rules, and how often it was sent back', () => {
    expect(readWholeLetter(letterOf('load', { 'dlq.replay.count': '3' }))).toEqual({
      stage: 'load',
      rawOffset: 42,
      reason: 'quality',
      topic: 'telecom-data.raw',
      partition: 5,
      receivedAt: 1_700_000_000_123,
      rules: 'has-positive-duration,ends-after-start',
      replays: 3,
    });
  });

  test.each(['', '-1', 'often', '1e3', '9'.repeat(16)])(
    'is that it was sent back too often when its count is %j',
    (count) => {
      const letter = letterOf('validate');
      letter.headers['dlq.replay.count'] = Buffer.from(count);
      expect(readWholeLetter(letter)!.replays).toBe(Number.POSITIVE_INFINITY);
    },
  );

  test.each(['dlq.stage', 'dlq.original.topic', 'dlq.original.partition'])(
    'is nothing without %s',
    (name) => {
      const { [name]: _, ...headers } = letterOf('validate').headers;
      expect(readWholeLetter({ ...letterOf('validate'), headers })).toBeNull();
    },
  );
});

describe('a redriven record', () => {
  test('has the very key and value of its letter, names the record it replaces, and counts', () => {
    const letter = letterOf('validate');
    expect(redriven(letter)).toEqual({
      key: letter.key,
      value: letter.value,
      headers: { 'dlq.replaces': 'telecom-data.raw/5/42', 'dlq.replay.count': '1' },
    });
  });

  test('takes another value, and keeps the key', () => {
    const letter = letterOf('load', { 'dlq.replay.count': '1' });
    expect(redriven(letter, Buffer.from('mended'))).toMatchObject({
      key: letter.key,
      value: Buffer.from('mended'),
      headers: { 'dlq.replay.count': '2' },
    });
  });

  test('stands for what a refused record was to replace: that is what the validator remembers', () => {
    const replaces = { 'dlq.replaces': 'telecom-data.raw/5/17', 'dlq.replay.count': '1' };
    expect(redriven(letterOf('validate', replaces)).headers).toMatchObject({
      'dlq.replaces': 'telecom-data.raw/5/17',
    });
    // A letter of the loader is about a record that was accepted, and remembered in the place of the other.
    expect(redriven(letterOf('load', replaces)).headers).toMatchObject({
      'dlq.replaces': 'telecom-data.raw/5/42',
    });
  });

  test('is understood by who judges it, and by who writes its letter', () => {
    const letter = letterOf('validate');
    const back = received(redriven(letter));
    expect(readReplaces(back)).toEqual({ topic: 'telecom-data.raw', partition: 5, offset: 42 });
    const again = received(writeDeadLetter({ ...back, offset: 50 }, complaint, origin));
    expect(readWholeLetter(again)).toMatchObject({ rawOffset: 50, replays: 1 });
  });
});
