import { expect, test } from '@jest/globals';
import { createSeal } from './seal.ts';

test('what was sealed is opened for the same search', () => {
  const seal = createSeal();
  expect(seal.open(seal.seal('7.0~9', 'number=911'), 'number=911')).toBe('7.0~9');
});

test.each([
  ['for another search', (sealed: string) => sealed, 'number=912'],
  ['with another text', (sealed: string) => sealed.replace('7', '8'), 'number=911'],
  ['with a shorter seal', (sealed: string) => sealed.slice(0, -4), 'number=911'],
  ['without one', () => '7.0.9', 'number=911'],
  ['that is empty', () => '', 'number=911'],
])('nothing is opened %s', (_, change, search) => {
  const seal = createSeal();
  expect(seal.open(change(seal.seal('7.0.9', 'number=911')), search)).toBeNull();
});

test('nothing is opened that another process sealed', () => {
  expect(createSeal().open(createSeal().seal('7.0.9', 'a'), 'a')).toBeNull();
});
