import { expect, test } from '@jest/globals';
import { readOptions } from './options.ts';

test('fifty kills and 300,000 records are the default, with a seed of its own', () => {
  expect(readOptions([], () => 7)).toEqual({
    records: 300_000,
    seconds: 150,
    kills: 50,
    seed: 7,
    warehouse: 'postgres',
    json: false,
  });
});

test('what is asked for counts', () => {
  const args = '--records 5 --seconds 6 --kills 7 --seed 8 --warehouse redshift-stand-in --json'.split(' ');
  const numbers = { records: 5, seconds: 6, kills: 7, seed: 8 };
  expect(readOptions(args)).toEqual({ ...numbers, warehouse: 'redshift-stand-in', json: true });
});

test.each([
  [['--kills', '0'], '--kills must be a whole number from 1 to 10000'],
  [['--kills', '20000'], '--kills must be a whole number from 1 to 10000'],
  [['--records', 'many'], '--records must be a whole number from 1 to 100000000'],
  [['--seconds', '1.5'], '--seconds must be a whole number from 1 to 86400'],
  [['--seed', '-1'], "'--seed' argument is ambiguous"],
  [['--seed', '1234567890'], '--seed must be a whole number of at most nine digits'],
  [['--warehouse', 'oracle'], '--warehouse must be postgres or redshift-stand-in, was "oracle"'],
  [['--quiet'], "Unknown option '--quiet'"],
])('%j is refused in one sentence', (args, sentence) => {
  expect(readOptions(args)).toEqual({ problem: expect.stringContaining(sentence) });
});

test('help is no problem', () => {
  expect(readOptions(['--help'])).toEqual({ help: true });
});
