import { describe, expect, test } from '@jest/globals';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions, usage } from './options.ts';

const file = fileURLToPath(import.meta.url);
const folder = dirname(file);
const nothing = {
  input: undefined,
  count: undefined,
  rate: undefined,
  untilLoaded: false,
  json: false,
  keep: false,
  fresh: false,
  warehouse: 'postgres',
};

describe('the options of npm start', () => {
  test('may all be left out', () => {
    expect(readOptions([], folder)).toEqual(nothing);
  });

  test.each<[string[], object]>([
    [['--input', file, '--until-loaded'], { input: file, untilLoaded: true }],
    [['--input', basename(file)], { input: file }],
    [['--count', '20000', '--rate', 'max'], { count: '20000', rate: 'max' }],
    [['--rate=0.33'], { rate: '0.33' }],
    [['--warehouse', 'redshift-stand-in'], { warehouse: 'redshift-stand-in' }],
    [
      ['--count=1', '--until-loaded', '--json', '--keep', '--fresh'],
      { count: '1', untilLoaded: true, json: true, keep: true, fresh: true },
    ],
  ])('%j are understood', (args, expected) => {
    expect(readOptions(args, folder)).toEqual({ ...nothing, ...expected });
  });

  test.each([['--help'], ['-h']])('%s asks for the usage, which names every option', (flag) => {
    expect(readOptions([flag], folder)).toEqual({ help: true });
    for (const option of ['input', 'count', 'rate', 'until-loaded', 'keep', 'json', 'fresh', 'warehouse'])
      expect(usage).toContain(`--${option}`);
  });

  test.each<[string[], string]>([
    [['--count', '0'], '--count must be a whole number above 0'],
    [['--count', '1e3'], '--count must be a whole number above 0, was "1e3"'],
    [['--count=-5'], '--count must be a whole number above 0'],
    [['--rate', '0'], '--rate must be records a second above 0, or max'],
    [['--rate', 'fast'], '--rate must be records a second above 0, or max, was "fast"'],
    [['--rate', 'Infinity'], '--rate must be records a second above 0, or max'],
    [['--until-loaded'], '--until-loaded needs an end: give --input or --count'],
    [['--json'], '--json and --keep go with --until-loaded'],
    [['--keep', '--count', '5'], '--json and --keep go with --until-loaded'],
    [['--input', '/no/such/file'], '--input must name a file that can be read, was "/no/such/file"'],
    [['--input', 'nosuch'], `--input must name a file that can be read, was "${folder}/nosuch"`],
    [['--input', '/'], '--input must name a file that can be read'],
    [['--warehouse', 'redshift'], '--warehouse must be postgres or redshift-stand-in, was "redshift"'],
    [['--speed'], "Unknown option '--speed'. What else can be set"],
    [
      ['samples.ndjson'],
      "Unexpected argument 'samples.ndjson'. This command does not take positional arguments. Did you forget the --",
    ],
    [['--input'], "Option '--input <value>' argument missing"],
  ])('%j are refused in a sentence', (args, sentence) => {
    expect(readOptions(args, folder)).toEqual({ problem: expect.stringContaining(sentence) });
  });
});
