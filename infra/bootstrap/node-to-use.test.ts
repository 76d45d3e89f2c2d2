import { expect, test } from '@jest/globals';
import { runsTypeScript } from './node-to-use.mjs';

test.each([
  ['20.20.2', false],
  ['22.17.1', false],
  ['22.18.0', true],
  ['23.5.0', false],
  ['23.6.0', true],
  ['24.0.0', true],
  ['26.1.0', true],
])('Node %s runs TypeScript files: %s', (version, runs) => {
  expect(runsTypeScript(version)).toBe(runs);
});
