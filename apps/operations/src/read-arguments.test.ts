import { describe, expect, test } from '@jest/globals';
import { optional, text, wholeNumber } from '@cdr/worker';
import { readArguments } from './read-arguments.ts';

const options = {
  limit: optional(wholeNumber('--limit', { help: 'How many.' })),
  note: optional(text('--note', { help: 'Why.' })),
};
const rich = { takesJson: true, options, switches: ['--send'] };
const nothingTyped = { args: [], values: {}, switches: new Set() };

describe('what is typed behind a command', () => {
  test.each<[string[], boolean, object]>([
    [[], true, { json: false, typed: nothingTyped }],
    [['--json'], true, { json: true, typed: { ...nothingTyped, args: ['--json'] } }],
    [[], false, { json: false, typed: nothingTyped }],
    [['--help'], false, { help: true }],
    [['--json', '-h'], true, { help: true }],
  ])('%j is understood', (args, takesJson, expected) => {
    expect(readArguments(args, { takesJson })).toEqual(expected);
  });

  test('has options with values, to be read like variables, and switches', () => {
    const args = ['--limit', '5', '--send', '--note=a reason'];
    expect(readArguments(args, rich)).toEqual({
      json: false,
      typed: { args, values: { '--limit': '5', '--note': 'a reason' }, switches: new Set(['--send']) },
    });
    expect(readArguments([], rich)).toEqual({ json: false, typed: nothingTyped });
  });

  test('may have one thing without an option, where the command takes one', () => {
    const takesOne = { ...rich, argument: 'CALL_ID' };
    expect(readArguments(['c-1', '--send'], takesOne)).toMatchObject({ typed: { argument: 'c-1' } });
    expect(readArguments([], takesOne)).toEqual({ json: false, typed: nothingTyped });
    expect(readArguments(['c-1', 'c-2'], takesOne)).toEqual({ problem: 'Only one CALL_ID can be given.' });
  });

  test.each<[string[], boolean, string]>([
    [['--jsn'], true, "Unknown option '--jsn'."],
    [['--json'], false, "Unknown option '--json'."],
    [['foo'], true, "Unexpected argument 'foo'. This command does not take positional arguments."],
    [['--json=yes'], true, "Option '--json' does not take an argument."],
  ])('%j is refused in a sentence', (args, takesJson, problem) => {
    expect(readArguments(args, { takesJson })).toEqual({ problem });
  });

  test.each([[['--limit']], [['--limit', '--send']], [['--send=yes']]])(
    '%j is refused in a sentence',
    (args) => {
      expect(readArguments(args, rich)).toEqual({ problem: expect.stringMatching(/^Option '.*\.$/s) });
    },
  );
});
