import { describe, expect, test } from '@jest/globals';
import { readGeneratorEnd } from './generator-end.ts';

const counts = { text: '', fields: { msg: '5 published, 1 refused', published: 5, refused: 1 } };
const all = { text: '', fields: { msg: '6 published, 0 refused', published: 6, refused: 0 } };
const other = { text: 'generator: GENERATOR_RATE must be …', fields: {} };

describe('the end of the generator', () => {
  test('is told by its last counts', () => {
    expect(readGeneratorEnd({ code: 0, signal: null }, [counts, all, other])).toEqual({
      kind: 'done',
      published: 6,
      refused: 0,
    });
  });

  test('with lines refused is an end all the same', () => {
    expect(readGeneratorEnd({ code: 1, signal: null }, [counts])).toEqual({
      kind: 'done',
      published: 5,
      refused: 1,
    });
  });

  test.each([
    ['it exits 1 without having refused a line', { code: 1, signal: null }, [all]],
    ['it says no counts', { code: 0, signal: null }, []],
    ['its settings are wrong', { code: 2, signal: null }, [other]],
    ['it is killed', { code: null, signal: 'SIGKILL' as const }, []],
  ])('is a failure when %s', (_, exit, lines) => {
    expect(readGeneratorEnd(exit, lines)).toEqual({ kind: 'failed' });
  });
});
