import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { callId, fingerprint } from './call-id.ts';
import golden from './golden.json' with { type: 'json' };

// The expected hashes were computed by Python, which shares no code with us:
//   sha = lambda text: hashlib.sha256(text.encode()).hexdigest()
//   callId = sha(caller + '\0' + receiver + '\0' + start)[:32]
//   fingerprint = sha(''.join(name + '\0' + str(record[name]) + '\0' for name in column_order))[:16]
// They must never change: a warehouse remembers them.
describe.each(golden)('golden vector: $why', (vector) => {
  test('the call id is as Python computes it', () => {
    expect(callId(vector.record)).toBe(vector.callId);
  });

  test('the fingerprint is as Python computes it', () => {
    expect(fingerprint(vector.record)).toBe(vector.fingerprint);
  });
});

const record = golden[0]!.record;

test('the call id looks at caller, receiver and start only', () => {
  const other = {
    ...record,
    caller_name: 'X',
    call_duration: 1,
    total_amount: '9.99',
    network_provider: 'Y',
  };
  expect(callId(other)).toBe(callId(record));
});

test('where the source names the call, its name is the id', () => {
  expect(callId({ ...record, call_id: 'switch-7:4711' })).toBe('switch-7:4711');
});

test('digits that move from the caller to the receiver make another call', () => {
  const one = { ...record, caller_id: '+1234', receiver_id: '567' };
  const two = { ...record, caller_id: '+123', receiver_id: '4567' };
  expect(callId(one)).not.toBe(callId(two));
});

test('the order of keys does not matter', () => {
  const backwards = Object.fromEntries(Object.entries(record).reverse()) as typeof record;
  expect(fingerprint(backwards)).toBe(fingerprint(record));
});

test('a field that is no business field changes no fingerprint', () => {
  expect(fingerprint({ ...record, call_id: 'x', raw_offset: 7 } as typeof record)).toBe(fingerprint(record));
});

test('a fingerprint with the fields of v2 is as Python computes it', () => {
  expect(fingerprint({ ...record, call_status: 'completed', cell_id: '310-410-1' })).toBe('517533dcbe1ef1b1');
});

test('every business field is part of the fingerprint', () => {
  for (const name of Object.keys(record) as (keyof typeof record)[]) {
    const changed = { ...record, [name]: name === 'call_duration' ? 1 : 'other' };
    expect([name, fingerprint(changed)]).not.toEqual([name, fingerprint(record)]);
  }
});

test('an absent field is left out: a field added later changes no old fingerprint', () => {
  const { network_provider, ...older } = record;
  const shorter = fingerprint(older as typeof record);
  expect(shorter).not.toBe(fingerprint(record));
  expect(fingerprint({ ...older, network_provider: undefined } as unknown as typeof record)).toBe(shorter);
  expect(fingerprint({ ...older, network_provider } as typeof record)).toBe(fingerprint(record));
});

test('text that moves from one field to the next changes the fingerprint', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      const one = { ...record, caller_name: a + b, receiver_name: c };
      const two = { ...record, caller_name: a, receiver_name: b + c };
      expect(fingerprint(one)).not.toBe(fingerprint(two));
    }),
  );
});
