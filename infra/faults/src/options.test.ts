import { describe, expect, test } from '@jest/globals';
import { readOptions } from './options.ts';

describe('the options', () => {
  test('are two rounds of everything at 2,000 records a second', () => {
    expect(readOptions([])).toEqual({
      rounds: 2,
      rate: 2_000,
      parts: ['kafka', 'object-store', 'registry', 'warehouse', 'generator', 'validator', 'loader'],
      kinds: ['kill', 'pause', 'restart', 'slow'],
      json: false,
    });
  });

  test('name parts and kinds, each once and in the order of the tables', () => {
    const args = ['--parts', 'loader,kafka,loader', '--kinds=pause', '--rounds=1', '--rate', '50', '--json'];
    expect(readOptions(args)).toEqual({
      rounds: 1,
      rate: 50,
      parts: ['kafka', 'loader'],
      kinds: ['pause'],
      json: true,
    });
  });

  test.each<[string, string[], string]>([
    ['no rounds', ['--rounds', '0'], '--rounds must be a whole number above 0'],
    ['a rate in words', ['--rate', 'max'], '--rate must be a whole number above 0'],
    ['a part that is not there', ['--parts', 'kafka,redis'], 'there is no "redis": parts are kafka, '],
    ['a kind that is not there', ['--kinds', 'flood'], 'there is no "flood": parts are '],
    [
      'what is done to none of the parts',
      ['--parts', 'loader', '--kinds', 'slow'],
      'slow is nothing that is',
    ],
    ['an option that is not there', ['--seed', '1'], "Unknown option '--seed'"],
  ])('refuse %s', (_, args, problem) => {
    expect(readOptions(args)).toEqual({ problem: expect.stringContaining(problem) });
  });

  test('help', () => {
    expect(readOptions(['--help'])).toEqual({ help: true });
  });
});
