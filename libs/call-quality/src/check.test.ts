import { describe, expect, test } from '@jest/globals';
import { createCheck } from './check.ts';
import { defaultQualitySettings } from './quality-settings.ts';
import { rules } from './rules.ts';
import { written } from './testing/decided-case.ts';
import { accepted } from './testing/decided/accepted.ts';
import { ofNoQuality } from './testing/decided/of-no-quality.ts';
import { outsideTheSchema } from './testing/decided/outside-the-schema.ts';
import { undecodable } from './testing/decided/undecodable.ts';
import { receivedAt } from './testing/good-call.ts';

const check = createCheck(defaultQualitySettings);

function judge(value: Buffer | string | null) {
  return check(typeof value === 'string' ? Buffer.from(value) : value, receivedAt);
}

const all = { undecodable, outsideTheSchema, ofNoQuality, accepted };

describe.each(Object.entries(all))('decided: %s', (_, cases) => {
  test.each(cases)('%s', (_name, value, becomes) => {
    const result = judge(value);
    if (typeof becomes === 'string') {
      const sent = JSON.parse(String(value)) as object;
      expect(result).toEqual({ kind: 'accepted', call: { ...sent, total_amount: becomes } });
    } else {
      const [reason, broken, path] = becomes;
      expect(result).toEqual({ kind: 'refused', reason, rules: broken, path, error: expect.any(String) });
    }
  });
});

test('the decided cases break every rule of the table', () => {
  const broken = ofNoQuality.flatMap(([, , becomes]) => (typeof becomes === 'string' ? [] : becomes[1]));
  expect(new Set(broken)).toEqual(new Set(Object.keys(rules)));
});

test('a call that breaks many rules has them all listed, in the order of the table, and the first field named', () => {
  const value = written({
    caller_name: '" "',
    receiver_name: `"${'x'.repeat(300)}"`,
    caller_id: '"911"',
    receiver_id: '"911"',
    network_provider: '"\\u0000"',
    end_datetime: '"1999-01-01 00:00:00"',
    start_datetime: '"1999-01-02 00:00:00"',
    call_duration: '-5',
    total_amount: '-7.77',
  });
  const expected = [
    'has-positive-duration',
    'has-caller-number',
    'ends-after-start',
    'duration-matches-times',
    'amount-matches-rate',
    'amount-is-not-negative',
    'text-is-not-blank',
    'text-fits',
    'text-can-be-stored',
    'starts-after-2000',
    'caller-is-not-receiver',
  ];
  expect(judge(value)).toMatchObject({ reason: 'quality', rules: expected, path: '/call_duration' });
});

test('the error says in words what is asked of which field', () => {
  const ahead = written({ start_datetime: '"2024-01-01 00:00:00"', end_datetime: '"2024-01-01 00:11:56"' });
  expect([
    judge(written({ caller_name: '5', total_amount: '"x"' })),
    judge(written({ network_provider: '""', receiver_name: `"${'x'.repeat(257)}"` })),
    judge(ahead),
    judge('{'),
    judge(Buffer.alloc(70_000)),
  ]).toMatchObject([
    { error: 'caller_name must be text' },
    {
      error: 'network_provider must not be empty or only white space; receiver_name must fit into 256 bytes',
    },
    {
      error:
        'start_datetime must not be more than 15 hours ahead of the time the record was received; ' +
        'check that the source writes in SOURCE_TIME_ZONE (UTC)',
    },
    { error: 'the value does not parse as JSON' },
    { error: 'the value has 70000 bytes; at most 65536 are taken' },
  ]);
});

describe('in a zone with an autumn', () => {
  const inNewYork = createCheck({ ...defaultQualitySettings, timeZone: 'America/New_York' });
  test.each([
    ['before the change', '01:40:00', '01:59:59', 1199, 100],
    ['across the change', '01:50:00', '01:10:00', 1200, 100],
    ['across the change and an hour', '01:10:00', '01:15:00', 3900, 325],
    ['into the repeated hour', '00:55:00', '01:05:00', 600, 50],
    ['out of the repeated hour', '01:55:00', '02:05:00', 600, 50],
    ['out of the first of both hours', '01:55:00', '02:05:00', 4200, 350],
  ])('a call %s passes', (_, from, to, seconds, cents) => {
    const value = written({
      start_datetime: `"2023-11-05 ${from}"`,
      end_datetime: `"2023-11-05 ${to}"`,
      call_duration: String(seconds),
      total_amount: String(cents / 100),
    });
    expect(inNewYork(Buffer.from(value), receivedAt).kind).toBe('accepted');
  });

  test('a duration that neither hour explains is refused', () => {
    const value = written({
      start_datetime: '"2023-11-05 01:50:00"',
      end_datetime: '"2023-11-05 01:10:00"',
      call_duration: '1210',
      total_amount: '1.01',
    });
    expect(inNewYork(Buffer.from(value), receivedAt)).toMatchObject({ rules: ['duration-matches-times'] });
  });
});

test('a zone that does not exist is refused when the check is made', () => {
  expect(() => createCheck({ ...defaultQualitySettings, timeZone: 'Mars/Olympus' })).toThrow(RangeError);
});

test('the prototype of objects is left alone', () => {
  judge('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test('the same bytes judged twice give the same answer', () => {
  for (const [, value] of Object.values(all).flat()) expect(judge(value)).toEqual(judge(value));
});
