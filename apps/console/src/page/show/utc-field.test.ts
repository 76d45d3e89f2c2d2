import { describe, expect, it } from '@jest/globals';
import { fromUtcField, toUtcField } from './utc-field.ts';

const noon = Date.parse('2026-02-03T12:00:00Z');

describe('a field with a moment', () => {
  it.each([
    ['2026-02-03T12:00', noon],
    ['2026-02-03T12:00:07', noon + 7_000],
    ['', undefined],
    ['soon', undefined],
  ])('that holds %j is read as UTC', (text, at) => expect(fromUtcField(text)).toBe(at));

  it('shows the moment that was read from it', () => {
    expect(fromUtcField(toUtcField(noon))).toBe(noon);
    expect(toUtcField(undefined)).toBe('');
  });
});
