import { describe, expect, test } from '@jest/globals';
import { createCheck, defaultQualitySettings, rules } from '@cdr/call-quality';
import { callId, type CanonicalRecord, fingerprint } from '@cdr/call-record';
import { createMomentPrinter, createSteppedStarts } from '../call-times.ts';
import { createLaterFields } from '../later-fields.ts';
import { createCallMaker } from '../make-call.ts';
import { createPeople } from '../people.ts';
import { createRandom } from '../random.ts';
import { duplicateFlaws, type Flaw, flaws, type MessageValue } from './index.ts';

const now = Date.UTC(2026, 0, 1);
const check = createCheck(defaultQualitySettings);
const makeCall = createCallMaker({
  people: createPeople(11),
  random: createRandom(11, 3),
  nextStart: createSteppedStarts(now, createRandom(11, 2)),
  printMoment: createMomentPrinter('UTC'),
});
// By v1 and by v2, for a flaw must be one of both.
const addFields = createLaterFields(createRandom(11, 5));
const calls = Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? makeCall() : addFields(makeCall())));

function judge(value: MessageValue) {
  return check(typeof value === 'string' ? Buffer.from(value) : value, now);
}

function accepted(value: MessageValue): CanonicalRecord {
  const result = judge(value);
  if (result.kind === 'refused') throw new Error(`refused: ${result.error}`);
  return result.call;
}

const refusable = flaws.filter((flaw) => flaw.takes === 'a new call');
const conflicts = flaws.filter((flaw) => flaw.takes === 'an earlier call');

describe('a flaw tells the truth', () => {
  test.each(refusable)('$name: $reason $rule', ({ spoil, reason, rule }) => {
    for (const call of calls) {
      const result = judge(spoil(call));
      expect(result).toMatchObject({ kind: 'refused', reason });
      if (rule !== null) expect(result).toMatchObject({ rules: expect.arrayContaining([rule]) });
    }
  });

  test.each(conflicts)('$name: the same call with another content', ({ spoil }) => {
    for (const call of calls) {
      const original = accepted(JSON.stringify(call));
      const spoiled = accepted(spoil(call));
      expect(callId(spoiled)).toBe(callId(original));
      expect(fingerprint(spoiled)).not.toBe(fingerprint(original));
    }
  });

  test.each(duplicateFlaws)('$name: the same call with the same content', ({ spoil }) => {
    for (const call of calls) expect(accepted(spoil(call))).toEqual(accepted(JSON.stringify(call)));
  });
});

describe('the table of flaws', () => {
  test('breaks every quality rule', () => {
    const broken = new Set(flaws.map((flaw) => flaw.rule));
    expect(Object.keys(rules).filter((rule) => !broken.has(rule))).toEqual([]);
  });

  test('has every reason the validator can give', () => {
    const reasons = new Set([...flaws, ...duplicateFlaws].map((flaw: Flaw) => flaw.reason));
    expect([...reasons].sort()).toEqual([
      'conflict',
      'duplicate',
      'malformed',
      'oversize',
      'quality',
      'schema',
    ]);
  });

  test('names each flaw once', () => {
    expect(new Set(flaws.map((flaw) => flaw.name)).size).toBe(flaws.length);
  });
});
