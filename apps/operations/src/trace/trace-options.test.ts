import { expect, test } from '@jest/globals';
import { ConfigError } from '@cdr/worker';
import { readArguments } from '../read-arguments.ts';
import { trace } from './trace.ts';
import { readWanted } from './trace-options.ts';

function wanted(...args: string[]) {
  const read = readArguments(args, trace);
  if (!('typed' in read)) throw new Error(JSON.stringify(read));
  return readWanted(read.typed);
}

test.each<[string[], object]>([
  [['c-1'], { question: { kind: 'call', callId: 'c-1' }, reveal: false }],
  [['--number', '+12025550101'], { question: { kind: 'number', number: '+12025550101' }, reveal: false }],
  [['--number', '911', '--reveal'], { question: { kind: 'number', number: '911' }, reveal: true }],
  [['--raw', '3/1204'], { question: { kind: 'raw', place: { partition: 3, offset: 1204 } }, reveal: false }],
])('%j is understood', (args, expected) => {
  expect(wanted(...args)).toEqual(expected);
});

test.each<[string[], string]>([
  [[], 'say one thing to trace: CALL_ID, --number NUMBER or --raw PARTITION/OFFSET'],
  [['c-1', '--raw', '3/1204'], 'say one thing to trace: CALL_ID, --number NUMBER or --raw PARTITION/OFFSET'],
  [['--raw', '3'], '--raw must be a partition and an offset, as 3/1204, was "3"'],
  [['--number', 'Ada'], '--number must be a number as the table has it, was "Ada"'],
])('%j is refused', (args, problem) => {
  expect(() => wanted(...args)).toThrow(ConfigError);
  expect(() => wanted(...args)).toThrow(problem);
});
