import { expect, test } from '@jest/globals';
import { type CallRecord, costInCents, fingerprint, printAmount, printUtc } from '@cdr/call-record';
import fc from 'fast-check';
import { createCheck } from './check.ts';
import { defaultQualitySettings } from './quality-settings.ts';
import { goodCall, receivedAt } from './testing/good-call.ts';

const check = createCheck(defaultQualitySettings);

function judge(json: unknown) {
  return check(Buffer.from(JSON.stringify(json)), receivedAt);
}

function accept(value: string) {
  const result = check(Buffer.from(value), receivedAt);
  if (result.kind === 'refused') throw new Error(`refused: ${result.rules.join()}`);
  return result.call;
}

function digits(count: number) {
  return fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));
}

function text(bytes: number) {
  return fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: bytes })
    .filter((s) => Buffer.byteLength(s) <= bytes && /\P{White_Space}/u.test(s));
}

const receiver = fc.oneof(
  digits(10).map((number) => `+1${number}`),
  fc.stringMatching(/^\+[0-9]{7,15}$/),
  fc.stringMatching(/^[0-9]{3,6}$/),
);

const goodCalls = fc
  .record({
    caller_name: text(256),
    receiver_name: text(256),
    caller_id: digits(10).map((number) => `+1${number}`),
    receiver_id: receiver,
    start: fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: receivedAt / 1000 + 15 * 3600 }),
    call_duration: fc.integer({ min: 1, max: 86_400 }),
    network_provider: text(50),
    graceSeconds: fc.constantFrom(-1, 0, 1),
    amountAs: fc.constantFrom<(cents: number) => number | string>(
      printAmount,
      (cents) => cents / 100,
      (cents) => String(cents / 100),
    ),
  })
  .filter((call) => call.caller_id !== call.receiver_id && call.call_duration + call.graceSeconds > 0)
  .map(({ start, graceSeconds, amountAs, ...call }): CallRecord => {
    const end = start + call.call_duration + graceSeconds;
    return {
      ...call,
      start_datetime: printUtc(start * 1000),
      end_datetime: printUtc(end * 1000),
      total_amount: amountAs(costInCents(call.call_duration, 5)),
    };
  });

test('a good call is accepted, its fields exactly as sent', () => {
  fc.assert(
    fc.property(goodCalls, (call) => {
      const cents = Math.round(Number(call.total_amount) * 100);
      expect(judge(call)).toEqual({ kind: 'accepted', call: { ...call, total_amount: printAmount(cents) } });
    }),
  );
});

test('what was accepted is accepted again, unchanged', () => {
  fc.assert(
    fc.property(goodCalls, (call) => {
      const once = accept(JSON.stringify(call));
      const twice = accept(JSON.stringify(once));
      expect(twice).toEqual(once);
      expect(fingerprint(twice)).toBe(fingerprint(once));
    }),
  );
});

test('order of keys, escapes, white space and the spelling of numbers do not change the fingerprint', () => {
  const shuffled = goodCalls.chain((call) =>
    fc.record({
      call: fc.constant(call),
      order: fc.shuffledSubarray(Object.keys(call) as (keyof CallRecord)[], { minLength: 9 }),
      indent: fc.constantFrom(0, 2, '\t'),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ call, order, indent }) => {
      const plain = accept(JSON.stringify(call));
      const reordered = Object.fromEntries(order.map((name) => [name, call[name]]));
      const odd = { ...reordered, total_amount: Number(call.total_amount) };
      const escaped = JSON.stringify(odd, null, indent)
        .replace(/[^ -~\s]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .replace(/("call_duration": ?)(\d+)/, '$1$2.0');
      expect(fingerprint(accept(escaped))).toBe(fingerprint(plain));
    }),
  );
});

test('random bytes are answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(check(Buffer.from(bytes), receivedAt).kind).toBe('refused');
    }),
  );
});

test('random JSON is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(check(Buffer.from(json), receivedAt).kind).toBe('refused');
    }),
  );
});

test('a good call with any one field spoiled is answered within 512 bytes, and what was sent is not in the answer', () => {
  const marker = 'Zq7';
  const spoiled = fc.oneof(
    fc.string({ unit: 'binary' }).map((s) => marker + s),
    fc.string({ unit: 'binary', minLength: 400 }).map((s) => marker + s),
    fc.anything().map((value) => ({ [marker]: value })),
  );
  const field = fc.constantFrom(...Object.keys(goodCall), marker, '__proto__', `${marker}\n"'`);
  fc.assert(
    fc.property(field, spoiled, (name, value) => {
      const json = JSON.stringify({ ...goodCall, [name]: value }, (_, v: unknown) =>
        typeof v === 'bigint' ? String(v) : v,
      );
      const result = check(Buffer.from(json), receivedAt);
      if (result.kind === 'accepted') return;
      expect(result.rules.length).toBeGreaterThan(0);
      expect(Buffer.byteLength(result.error)).toBeLessThanOrEqual(512);
      expect(result.error + result.path + result.rules.join()).not.toContain(marker);
    }),
  );
});

test('any text, numbers and times of the right shape are answered', () => {
  const calls = fc.record({
    caller_name: fc.string({ unit: 'binary' }),
    receiver_name: fc.string({ unit: 'binary' }),
    caller_id: fc.string(),
    receiver_id: fc.string(),
    start_datetime: fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$/),
    end_datetime: fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$/),
    call_duration: fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(Math.trunc),
    ),
    network_provider: fc.string({ unit: 'binary' }),
    total_amount: fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.stringMatching(/^-?[0-9]+([.][0-9]+)?$/),
    ),
  });
  fc.assert(
    fc.property(calls, (call) => {
      expect(judge(call)).toMatchObject({ kind: 'refused', reason: 'quality' });
    }),
  );
});
