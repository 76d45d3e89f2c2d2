import { expect, test } from '@jest/globals';
import { sayToType } from './to-type.ts';

const until = Date.UTC(2026, 10, 28, 1);

test.each<[string[], number | null, string]>([
  [[], null, 'npm run redrive -- --send --note "why"'],
  [
    ['--reason', 'quality', '--json'],
    until,
    'npm run redrive -- --reason quality --to 2026-11-28T01:00:00.000Z --send --note "why"',
  ],
  [['--to', '2026-11-27'], until, 'npm run redrive -- --to 2026-11-27 --send --note "why"'],
  [['--to=2026-11-27'], until, 'npm run redrive -- --to=2026-11-27 --send --note "why"'],
  [["--note=it's mended"], null, `npm run redrive -- '--note=it'\\''s mended' --send`],
  [['--value-file', '/tmp/a b'], null, `npm run redrive -- --value-file '/tmp/a b' --send --note "why"`],
])('after a look with %j one types what sends the very letters that were found', (args, last, expected) => {
  expect(sayToType(args, last)).toBe(expected);
});
