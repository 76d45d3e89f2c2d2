import { describe, expect, test } from '@jest/globals';
import { conclude, type Run } from './conclude.ts';
import { nothingDone } from './deeds.ts';
import { reportLines } from './report.ts';

const good: Run = {
  options: { records: 100, seconds: 1, kills: 2, seed: 9, warehouse: 'postgres', json: true },
  done: { ...nothingDone(), kills: 2, killsAt: { 'after COPY': 2 } },
  judgement: {
    records: 120,
    rows: 90,
    letters: 30,
    unacknowledged: 3,
    lost: 0,
    doubled: 0,
    wrongVerdicts: 0,
    offences: [],
    furthestCopy: 10,
  },
  audit: { holds: true, problems: [], orphanedBatches: 1 },
  unexpectedEnds: [],
  problems: [],
  seconds: 12,
  dedupCalls: 100,
};

describe('a run', () => {
  test('passes when nothing is amiss, and says its figures', () => {
    const result = conclude(good);
    expect(result).toMatchObject({
      passed: true,
      problems: [],
      seed: 9,
      kills: 2,
      records: 120,
      seconds: 12,
    });
    expect(reportLines(result)).toContain('2 kills (after COPY 2)');
    expect(reportLines(result)).toContain('passed:');
  });

  test.each<[string, Partial<Run>, string]>([
    ['a record lost', { judgement: { ...good.judgement, lost: 1 } }, '1 lost, 0 doubled, 0 wrong verdicts'],
    ['a call doubled', { judgement: { ...good.judgement, doubled: 1 } }, '0 lost, 1 doubled'],
    ['a wrong verdict', { judgement: { ...good.judgement, wrongVerdicts: 1 } }, '1 wrong verdicts'],
    ['an audit that does not hold', { audit: { ...good.audit, holds: false } }, 'the audit does not hold'],
    ['a kill that was not made', { done: { ...good.done, kills: 1 } }, 'only 1 of 2 kills were made'],
    ['too few records', { judgement: { ...good.judgement, records: 99 } }, 'only 99 of 100 records'],
    [
      'copies too far apart',
      { judgement: { ...good.judgement, furthestCopy: 50 } },
      '50 calls behind its call',
    ],
    ['anything else that went wrong', { problems: ['it did not settle'] }, 'it did not settle'],
  ])('does not pass with %s', (_, amiss, sentence) => {
    const result = conclude({ ...good, ...amiss });
    expect(result.passed).toBe(false);
    expect(result.problems.join('\n')).toContain(sentence);
    expect(reportLines(result)).toContain(`NOT passed:\n  ${result.problems[0]}`);
  });

  test('lists where it went wrong', () => {
    const offences = ['lost: raw partition 1 offset 2: not in the table'];
    const result = conclude({ ...good, judgement: { ...good.judgement, lost: 1, offences } });
    expect(result.problems).toContain(offences[0]);
  });
});
