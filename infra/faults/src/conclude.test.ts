import { describe, expect, test } from '@jest/globals';
import { conclude, type Run } from './conclude.ts';
import type { Done } from './judge.ts';
import { reportLines } from './report.ts';
import type { Told } from './told.ts';

const kill: Done = {
  part: 'validator',
  kind: 'kill',
  round: 1,
  seconds: 0,
  beganAt: 10_000,
  backAt: 11_000,
  recoveredAt: 23_300,
  notReady: ['validator'],
};
const killed = { worker: 'validator', at: 10_100, exit: { code: null, signal: 'SIGKILL' as const } };
const good: Run = {
  done: [kill],
  endedAt: 30_000,
  problems: [],
  audit: { holds: true },
  records: 50_000,
  seconds: 40,
  evidence: { told: [], exits: [{ ...killed, expected: true }] },
};

function outage(at: number): Told {
  return { worker: 'loader', at, kind: 'does not work', part: 'Kafka', words: '' };
}

describe('a run', () => {
  test('passes when nothing is wrong', () => {
    const result = conclude(good);
    expect(result).toMatchObject({
      records: 50_000,
      kills: 1,
      pauses: 0,
      restarts: 0,
      slowdowns: 0,
      unexpectedExits: 0,
      toldMoreThanOnce: 0,
      audit: { holds: true },
      seconds: 40,
      passed: true,
      problems: [],
    });
    expect(reportLines(result)).toBe(
      'validator    kill    1  away   1.0 s, recovered in 12.3 s\n' +
        '50000 records, 1 kills, 0 pauses, 0 restarts, 0 slowdowns in 40 s\n' +
        'passed: the audit holds, each outage was told once, and no worker needed a hand\n',
    );
  });

  test.each<[string, Partial<Run>, string]>([
    ['an audit that does not hold', { audit: { holds: false } }, 'the audit does not hold'],
    ['no audit', { audit: null }, 'no audit says whether anything is lost or doubled'],
    [
      'an outage told before the first fault',
      { evidence: { told: [outage(9_000)], exits: [] } },
      'before the first fault: loader told of Kafka',
    ],
    [
      'a worker that ended by itself',
      { evidence: { told: [], exits: [{ ...killed, expected: false }] } },
      'kill validator (round 1): validator ended unexpectedly (SIGKILL)',
    ],
    [
      'a worker that did not drain at the end',
      { evidence: { told: [], exits: [{ ...killed, at: 31_000, expected: false }] } },
      'at the end: validator ended unexpectedly (SIGKILL)',
    ],
    ['anything else', { problems: ['Kafka ended by itself'] }, 'Kafka ended by itself'],
  ])('does not pass with %s', (_, more, problem) => {
    const result = conclude({ ...good, ...more });
    expect(result).toMatchObject({ passed: false, problems: [problem] });
    expect(reportLines(result)).toContain(`NOT passed:\n  ${problem}\n`);
  });

  test('counts outages that were told more than once, and ends that nobody meant', () => {
    const told = [outage(12_000), outage(13_000)];
    const exits = [{ ...killed, expected: false }];
    const result = conclude({ ...good, evidence: { told, exits } });
    expect(result).toMatchObject({ toldMoreThanOnce: 1, unexpectedExits: 1, passed: false });
    expect(reportLines(result)).toContain('recovered in 12.3 s, loader told of Kafka 2 times\n');
  });
});
