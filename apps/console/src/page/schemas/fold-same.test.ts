import { describe, expect, it } from '@jest/globals';
import type { DiffLine } from '../../api.ts';
import { foldSame } from './fold-same.ts';

/** A line for each letter: `.` is the same, `+` added, `-` removed. */
function diffOf(lines: string): DiffLine[] {
  const kinds: Record<string, DiffLine['kind']> = { '.': 'same', '+': 'added', '-': 'removed' };
  return [...lines].map((sign, place) => ({ kind: kinds[sign]!, text: String(place) }));
}

function written(lines: string): string {
  return foldSame(diffOf(lines))
    .map((part) => (part.kind === 'fold' ? `(${part.lines})` : part.line.text))
    .join(' ');
}

describe('a diff', () => {
  it.each([
    ['..........', '(10)'],
    ['..+..', '0 1 2 3 4'],
    ['.....+......', '(2) 2 3 4 5 6 7 8 (3)'],
    ['+.......-', '0 1 2 3 (1) 5 6 7 8'],
    ['', ''],
  ])('%j shows the lines %s', (lines, shown) => expect(written(lines)).toBe(shown));
});
