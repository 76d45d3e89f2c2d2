import { describe, expect, test } from '@jest/globals';
import { readConfig } from '@cdr/worker';
import { fileURLToPath } from 'node:url';
import { generatorSettings } from './config.ts';
import { rateOf } from './message-source.ts';

function read(env: Record<string, string>, ...args: string[]) {
  return readConfig(env, generatorSettings, args);
}

describe('the settings of the generator', () => {
  test('have the defaults of the design', () => {
    expect(read({})).toMatchObject({
      topic: 'telecom-data.raw',
      metricsPort: 9464,
      badShare: 0.01,
      duplicateShare: 0.005,
      timeZone: 'UTC',
      count: undefined,
      input: undefined,
    });
  });

  test('can all be given as flags', () => {
    const here = fileURLToPath(import.meta.url);
    const config = read(
      { GENERATOR_RATE: '5' },
      ...['--rate', 'max', '--count=10', '--seed', '3', '--start-at', '2023-11-15 14:30:00'],
      ...['--bad-share', '0', '--duplicate-share', '1', '--input', here, '--truth', 'truth.ndjson'],
      ...['--topic', 'telecom-data', '--brokers', 'a:1,b:2', '--metrics-port', '0', '--log-level', 'warn'],
    );
    expect(config).toMatchObject({
      rate: Infinity,
      count: 10,
      seed: 3,
      startAt: Date.UTC(2023, 10, 15, 14, 30),
      badShare: 0,
      duplicateShare: 1,
      input: here,
      truthFile: 'truth.ndjson',
      topic: 'telecom-data',
      brokers: ['a:1', 'b:2'],
      metricsPort: 0,
      logLevel: 'warn',
    });
  });

  test.each([
    ['--rate', '0', 'GENERATOR_RATE must be messages a second above 0, or max, was "0"'],
    ['--rate', 'fast', 'GENERATOR_RATE must be messages a second above 0, or max, was "fast"'],
    [
      '--start-at',
      '2023-02-30 00:00:00',
      'GENERATOR_START_AT must be a moment in UTC such as 2023-11-15 14:30:00, was "2023-02-30 00:00:00"',
    ],
    [
      '--input',
      '/no/such/file',
      'GENERATOR_INPUT must name a file that exists and can be read, was "/no/such/file"',
    ],
    ['--input', '/', 'GENERATOR_INPUT must name a file, not a folder, was "/"'],
  ])('refuse %s %s', (flag, value, problem) => {
    expect(() => read({}, flag, value)).toThrow(problem);
  });

  test.each(['2023-11-15 14:30:00', '2023-11-15T14:30:00Z'])('take a start at %s', (given) => {
    expect(read({}, '--start-at', given).startAt).toBe(Date.UTC(2023, 10, 15, 14, 30));
  });
});

test('made-up calls come at 20 a second, a file as fast as Kafka takes it, unless a rate is asked for', () => {
  expect(rateOf({ rate: undefined, input: undefined })).toBe(20);
  expect(rateOf({ rate: undefined, input: 'calls.ndjson' })).toBe(Infinity);
  expect(rateOf({ rate: 0.33, input: 'calls.ndjson' })).toBe(0.33);
});
