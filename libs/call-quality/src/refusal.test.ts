import { expect, test } from '@jest/globals';
import { refuse } from './refusal.ts';

function errorOf(...sentences: string[]): string {
  return refuse('quality', [], '', sentences).error;
}

test('sentences are joined', () => {
  expect(errorOf('one', 'two')).toBe('one; two');
});

test('an error of 512 bytes stays whole', () => {
  expect(errorOf('x'.repeat(512))).toBe('x'.repeat(512));
  expect(errorOf('é'.repeat(256))).toBe('é'.repeat(256));
});

test('a longer one is cut to 512 bytes with an ellipsis', () => {
  expect(errorOf('x'.repeat(513))).toBe(`${'x'.repeat(509)}…`);
});

test('no character is cut in half', () => {
  for (const letter of ['é', '龙', '📞']) {
    for (let shift = 0; shift < 4; shift++) {
      const error = errorOf('x'.repeat(shift) + letter.repeat(300));
      expect(Buffer.byteLength(error)).toBeLessThanOrEqual(512);
      expect(Buffer.byteLength(error)).toBeGreaterThan(505);
      expect(error).toMatch(new RegExp(`^x{${shift}}(${letter})+…$`, 'u'));
    }
  }
});
