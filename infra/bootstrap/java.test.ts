import { expect, test } from '@jest/globals';
import { javaMajor } from './java.mjs';

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_402"', 8],
  ['openjdk version "21" 2023-09-19', 21],
  ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "25-ea" 2025-09-16', 25],
  ['java: command not found', undefined],
])('reads the major version of Java from %j', (said, major) => {
  expect(javaMajor(said)).toBe(major);
});
