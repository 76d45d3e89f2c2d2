import { describe, expect, test } from '@jest/globals';
import { readArguments } from './read-arguments.ts';

describe('what is typed behind a command', () => {
  test.each<[string[], boolean, object]>([
    [[], true, { json: false }],
    [['--json'], true, { json: true }],
    [[], false, { json: false }],
    [['--help'], false, { help: true }],
    [['--json', '-h'], true, { help: true }],
  ])('%j is understood', (args, takesJson, expected) => {
    expect(readArguments(args, takesJson)).toEqual(expected);
  });

  test.each<[string[], boolean, string]>([
    [['--jsn'], true, "Unknown option '--jsn'."],
    [['--json'], false, "Unknown option '--json'."],
    [['foo'], true, "Unexpected argument 'foo'. This command does not take positional arguments."],
    [['--json=yes'], true, "Option '--json' does not take an argument."],
  ])('%j is refused in a sentence', (args, takesJson, problem) => {
    expect(readArguments(args, takesJson)).toEqual({ problem });
  });
});
