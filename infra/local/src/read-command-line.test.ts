import { expect, test } from '@jest/globals';
import { readCommandLine } from './read-command-line.ts';

const flags = { count: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } } as const;

function read(...args: string[]) {
  return readCommandLine(
    args,
    flags,
    ({ count, json }) => (count === '0' ? { problem: '--count must be above 0' } : { count, json }),
    { ERR_PARSE_ARGS_UNKNOWN_OPTION: '. Look at the usage.' },
  );
}

test('what was typed comes with the defaults of what was not', () => {
  expect(read('--json')).toEqual({ count: '5', json: true });
});

test('help is asked for by --help and -h, whatever else was typed', () => {
  expect(read('--help')).toEqual({ help: true });
  expect(read('-h', '--count', '0')).toEqual({ help: true });
});

test('what is wrong is said in one sentence, with advice where there is some', () => {
  expect(read('--count', '0')).toEqual({ problem: '--count must be above 0' });
  expect(read('--cuont', '1')).toEqual({ problem: "Unknown option '--cuont'. Look at the usage." });
  expect(read('5')).toEqual({ problem: expect.stringMatching(/^Unexpected argument '5'/) });
});
