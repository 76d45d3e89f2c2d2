import { describe, expect, it } from '@jest/globals';
import { writtenMoment } from './written-moment.ts';

describe('a moment that comes as text', () => {
  it.each([
    ['2026-02-03T11:55:07.900Z', '2026-02-03 11:55:07'],
    ['no moment', 'no moment'],
    ['2', '2'],
    ['2026-02-03 11:55:07', '2026-02-03 11:55:07'],
    [null, '–'],
  ])('%j is shown as %s', (text, shown) => expect(writtenMoment(text)).toBe(shown));
});
