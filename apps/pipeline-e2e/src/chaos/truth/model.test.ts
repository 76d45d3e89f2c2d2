import { describe, expect, test } from '@jest/globals';
import { callId, fingerprint } from '@cdr/call-record';
import { createModel, type Intent } from './model.ts';

const call = {
  caller_name: 'Dr. Melissa Carter',
  receiver_name: 'Jo',
  caller_id: '+14255556789',
  receiver_id: '911',
  start_datetime: '2025-01-01 08:00:00',
  end_datetime: '2025-01-01 08:02:00',
  call_duration: 120,
  network_provider: 'AT&T',
  total_amount: 0.1,
};

function of(offset: number, value: unknown, intent: Intent = null) {
  return { offset, timestamp: 1_000 + offset, value: Buffer.from(JSON.stringify(value)), intent };
}

const duplicate = { reason: 'duplicate', rule: null } as const;
const conflict = { reason: 'conflict', rule: null } as const;

describe('what must become of a record', () => {
  test('a call is a row with all its columns', () => {
    const canonical = { ...call, total_amount: '0.10' };
    expect(createModel(3).expect(of(5, call))).toEqual({
      kind: 'row',
      row: [
        ...Object.values(call).slice(0, 8).map(String),
        ...['0.10', callId(call), fingerprint(canonical), '3', '5', '1005'],
      ],
    });
  });

  test('what the generator spoiled is a letter with its reason and rule', () => {
    const intent = { reason: 'quality', rule: 'moments-exist' } as const;
    expect(createModel(0).expect(of(0, 'anything', intent))).toEqual({
      kind: 'letter',
      ...intent,
      duplicateOf: null,
    });
  });

  test('a copy names its first, however it is spelt', () => {
    const { expect: judge } = createModel(0);
    judge(of(2, call));
    const letter = { kind: 'letter', reason: 'duplicate', rule: null, duplicateOf: 2 };
    expect(judge(of(7, call, duplicate))).toEqual(letter);
    expect(judge(of(8, { ...call, total_amount: '0.10' }, duplicate))).toEqual(letter);
  });

  test('other content of the same call is a conflict with the first, and is not remembered', () => {
    const { expect: judge } = createModel(0);
    const other = { ...call, network_provider: 'Sprint' };
    judge(of(2, call));
    const letter = { kind: 'letter', reason: 'conflict', rule: null, duplicateOf: 2 };
    expect(judge(of(7, other, conflict))).toEqual(letter);
    expect(judge(of(8, other, conflict))).toEqual(letter);
    expect(judge(of(9, call, duplicate))).toMatchObject({ reason: 'duplicate', duplicateOf: 2 });
  });

  test('what stands twice because it was sent twice is a duplicate of itself', () => {
    const { expect: judge } = createModel(0);
    judge(of(2, call));
    expect(judge(of(3, call))).toMatchObject({ reason: 'duplicate', duplicateOf: 2 });
  });

  test('the furthest copy is told in clean calls', () => {
    const model = createModel(0);
    model.expect(of(0, call));
    model.expect(of(1, 'spoiled', { reason: 'schema', rule: null }));
    model.expect(of(2, { ...call, caller_id: '+12225556789' }));
    model.expect(of(3, call, duplicate));
    expect(model.furthestCopy()).toBe(2);
  });
});
