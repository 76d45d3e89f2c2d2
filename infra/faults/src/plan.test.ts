import { describe, expect, test } from '@jest/globals';
import { requestTimeoutMs, sessionTimeoutMs } from '@cdr/kafka';
import { usualAnswerMs } from '@cdr/object-store';
import { timeLimits } from '@cdr/warehouse';
import { kinds, partNames, planFaults } from './plan.ts';

const everything = { rounds: 2, parts: partNames, kinds };

function sayAll(plan: ReturnType<typeof planFaults>): string[] {
  return plan.map(({ part, kind, round }) => `${round} ${kind} ${part}`);
}

describe('the plan', () => {
  test('does each fault to each part as often as there are rounds', () => {
    const said = sayAll(planFaults(everything));
    for (const part of partNames)
      for (const kind of ['kill', 'pause', 'restart'])
        expect(said).toEqual(expect.arrayContaining([`1 ${kind} ${part}`, `2 ${kind} ${part}`]));
    expect(new Set(said).size).toBe(said.length);
  });

  test('makes nobody slow who answers nobody, or seldom', () => {
    const slow = sayAll(planFaults({ ...everything, rounds: 1, kinds: ['slow'] }));
    expect(slow).toEqual(['1 slow kafka', '1 slow object-store', '1 slow warehouse']);
  });

  test('goes from part to part, then to the next kind, then to the next round', () => {
    const said = sayAll(planFaults({ rounds: 2, parts: ['kafka', 'loader'], kinds: ['kill', 'pause'] }));
    expect(said.slice(0, 5)).toEqual([
      '1 kill kafka',
      '1 kill loader',
      '1 pause kafka',
      '1 pause loader',
      '2 kill kafka',
    ]);
  });

  test.each([
    { part: 'kafka', longest: Math.max(2 * requestTimeoutMs, sessionTimeoutMs) },
    { part: 'object-store', longest: 2 * usualAnswerMs },
    { part: 'registry', longest: 2 * 5_000 },
    { part: 'warehouse', longest: timeLimits.statementMs + timeLimits.overdueMs },
    { part: 'generator', longest: requestTimeoutMs },
    { part: 'validator', longest: Math.max(requestTimeoutMs, sessionTimeoutMs) },
    { part: 'loader', longest: Math.max(sessionTimeoutMs, timeLimits.idleMs) },
  ] as const)('pauses $part longer than the longest limit, $longest ms', ({ part, longest }) => {
    const [pause] = planFaults({ rounds: 1, parts: [part], kinds: ['pause'] });
    expect(pause!.seconds * 1_000).toBeGreaterThan(longest);
  });

  test('leaves time for the rest in half an hour', () => {
    const seconds = planFaults(everything).reduce((sum, fault) => sum + fault.seconds, 0);
    expect(seconds).toBeLessThan(15 * 60);
  });
});
