import { describe, expect, it } from '@jest/globals';
import { compatibilityWords } from './compatibility-words.ts';

describe('what is asked of a new schema', () => {
  it.each([
    ['BACKWARD', 'A new version must read records of the version before it.'],
    ['SIDEWAYS', 'The registry asks for SIDEWAYS.'],
    [null, 'The registry does not say what it asks of a new version.'],
  ])('by %s is said as: %s', (level, said) => expect(compatibilityWords(level)).toBe(said));
});
