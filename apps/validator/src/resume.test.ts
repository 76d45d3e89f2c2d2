import { describe, expect, test } from '@jest/globals';
import { resumeAt, type Standing } from './resume.ts';

const last = { rawOffset: 9, ingestedAt: 900, carriedTime: 950 };

function standing(changes: Partial<Standing>): Standing {
  return {
    topic: 'raw',
    partition: 4,
    group: 'g',
    last,
    raw: { start: 0, end: 20 },
    committed: null,
    ...changes,
  };
}

describe('a validator resumes', () => {
  const known = { offset: 9, timestamp: 900 };
  test.each<[string, Partial<Standing>, object]>([
    ['at raw 0 when nothing was ever clean', { last: null }, { offset: 0 }],
    ['at raw 0 when both logs are empty', { last: null, raw: { start: 0, end: 0 } }, { offset: 0 }],
    ['at the last clean record, which must be there', {}, { offset: 9, known }],
    ['there too when nothing is behind it', { raw: { start: 0, end: 10 } }, { offset: 9, known }],
    ['there too when raw begins with it', { raw: { start: 9, end: 20 } }, { offset: 9, known }],
    ['there whatever the group has committed', { committed: 15 }, { offset: 9, known }],
    ['there even when the group has committed less', { committed: 2 }, { offset: 9, known }],
    ['behind it unseen when raw no longer holds it', { raw: { start: 10, end: 20 } }, { offset: 10 }],
    ['behind it when raw has expired whole', { raw: { start: 10, end: 10 } }, { offset: 10 }],
    ["at raw's start, if committed there", { raw: { start: 11, end: 20 }, committed: 11 }, { offset: 11 }],
    ["at raw's start, if committed behind", { raw: { start: 11, end: 20 }, committed: 15 }, { offset: 11 }],
    [
      "at raw's start when clean is empty and all was dead, if committed",
      { last: null, raw: { start: 3, end: 20 }, committed: 3 },
      { offset: 3 },
    ],
  ])('%s', (_, changes, expected) => {
    expect(resumeAt(standing(changes))).toEqual({ kind: 'go-on', ...expected });
  });

  test.each<[string, Partial<Standing>, string[]]>([
    [
      'records expired unjudged',
      { raw: { start: 11, end: 20 } },
      ['raw/4 begins at offset 11', 'records from 10 on', '--group g', '--topic raw:4', '--to-offset 11'],
    ],
    ['they expired above the committed offset', { raw: { start: 11, end: 20 }, committed: 10 }, ['expired']],
    [
      'clean is empty and raw does not begin at 0',
      { last: null, raw: { start: 1, end: 20 } },
      ['records from 0'],
    ],
    [
      'raw ends below the last clean record',
      { raw: { start: 0, end: 9 } },
      ['raw/4 ends at offset 9', 'up to raw offset 9', 'created again', 'RAW_TOPIC', 'npm run setup'],
    ],
    ['raw is new and empty', { raw: { start: 0, end: 0 }, committed: 20 }, ['created again']],
  ])('not when %s, and says what to do', (_, changes, words) => {
    const resume = resumeAt(standing(changes));
    expect(resume.kind).toBe('stop');
    for (const word of words) expect((resume as { why: string }).why).toContain(word);
  });
});
