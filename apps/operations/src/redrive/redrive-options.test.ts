import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@cdr/worker';
import { readArguments } from '../read-arguments.ts';
import { readWanted } from './redrive-options.ts';
import { redrive } from './redrive.ts';

function wanted(...args: string[]) {
  const read = readArguments(args, redrive);
  if (!('typed' in read)) throw new Error(JSON.stringify(read));
  return readWanted(read.typed);
}

function problemsOf(...args: string[]): readonly string[] {
  try {
    wanted(...args);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('what is typed behind redrive', () => {
  test('is a look at all letters when it is nothing', () => {
    expect(wanted()).toEqual({
      filter: {},
      withoutOriginal: false,
      limit: Number.POSITIVE_INFINITY,
      rate: Number.POSITIVE_INFINITY,
      maxReplays: 5,
      value: undefined,
      send: null,
    });
  });

  test('says which letters, how many, how fast, and why', () => {
    const which = [
      '--reason',
      'quality',
      '--rule',
      'a',
      '--stage',
      'load',
      '--partition',
      '0',
      '--offset',
      '7',
    ];
    const when = ['--from', '2026-11-28', '--to', '2026-11-28T13:00:05.5Z'];
    const how = ['--limit', '3', '--rate', '20', '--max-replays', '1', '--send', '--note', 'mended'];
    expect(wanted(...which, ...when, ...how, '--without-original')).toEqual({
      filter: {
        reason: 'quality',
        rule: 'a',
        stage: 'load',
        partition: 0,
        offset: 7,
        from: Date.UTC(2026, 10, 28),
        to: Date.UTC(2026, 10, 28, 13, 0, 5, 500),
      },
      withoutOriginal: true,
      limit: 3,
      rate: 20,
      maxReplays: 1,
      value: undefined,
      send: { note: 'mended' },
    });
  });

  test('may name a file with the value of one record, which is taken byte for byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cdr-value-'));
    const file = join(folder, 'value');
    writeFileSync(file, Buffer.from([0x7b, 0x0a, 0xff]));
    try {
      const args = ['--partition', '1', '--offset', '0', '--value-file', file];
      expect(wanted(...args).value).toEqual(Buffer.from([0x7b, 0x0a, 0xff]));
      expect(problemsOf('--value-file', file, '--partition', '1')).toEqual([
        expect.stringMatching(/^--value-file needs --partition and --offset/),
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each<[string[], RegExp]>([
    [['--reason', 'mood'], /^--reason must be one of oversize, .*, was "mood"$/],
    [['--stage', 'print'], /^--stage must be one of validate, load/],
    [['--limit', '0'], /^--limit must be at least 1/],
    [['--rate', 'fast'], /^--rate must be a whole number/],
    [['--max-replays', '0'], /^--max-replays must be at least 1/],
    [['--from', 'yesterday'], /^--from must be a day or a moment in UTC/],
    [['--to', '2026-13-41'], /^--to must be a day or a moment in UTC/],
    [['--to', '2026-11-28T13:00'], /^--to must be a day or a moment in UTC/],
    [['--offset', '3'], /^--offset needs --partition/],
    [
      ['--value-file', '/no/such/file', '--partition', '1', '--offset', '2'],
      /^--value-file must name a file that can be read/,
    ],
    [['--send'], /^--send needs --note/],
    [['--note', 'x'.repeat(201)], /^--note must have at most 200 characters/],
  ])('is refused where it is %j', (args, problem) => {
    expect(problemsOf(...args)).toEqual([expect.stringMatching(problem)]);
  });
});
