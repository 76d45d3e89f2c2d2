import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLines, lastWords, type LogLine, openWorkerLog } from './worker-log.ts';

describe("a worker's log", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdr-worker-log-'));
    file = join(folder, 'worker.log');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('is read from where this process began', () => {
    appendFileSync(file, '{"published":7}\n');
    const log = openWorkerLog(file);
    appendFileSync(file, '{"published":8}\n\nnode:internal crash\n');
    expect(log.lines()).toEqual([
      { text: '{"published":8}', fields: { published: 8 } },
      { text: 'node:internal crash', fields: {} },
    ]);
  });

  test('is read whole when asked', () => {
    appendFileSync(file, '{"published":7}\n');
    expect(openWorkerLog(file, 0).lines()).toEqual([{ text: '{"published":7}', fields: { published: 7 } }]);
  });

  test('may not be there yet', () => {
    const log = openWorkerLog(file);
    appendFileSync(file, 'null\n');
    expect(log.lines()).toEqual([{ text: 'null', fields: {} }]);
  });
});

function line(text: string, fields: LogLine['fields'] = {}): LogLine {
  return { text, fields };
}
const info = line('', { level: 'info', msg: 'stopping' });

describe('last words', () => {
  test.each<[string, LogLine[], string]>([
    [
      'the cause of the last error',
      [line('', { level: 'error', msg: 'stopped', err: { message: 'topic raw does not exist' } }), info],
      'topic raw does not exist',
    ],
    ['its message where it has no cause', [line('', { level: 'error', msg: 'line 5' }), info], 'line 5'],
    [
      'what Node says of a crash, without the stack',
      [
        line('file:///main.js:7'),
        line('TypeError: x is undefined'),
        line('    at main: 7'),
        line('Node.js v24'),
      ],
      'TypeError: x is undefined',
    ],
    ['what a worker says that has no log yet', [line('loader: X is missing')], 'loader: X is missing'],
    ['nothing where there was no error', [info], ''],
    ['nothing where there is no line', [], ''],
    ['300 characters at most', [line(`Error: ${'x'.repeat(5_000)}`)], `Error: ${'x'.repeat(293)}`],
  ])('are %s', (_, lines, words) => {
    expect(lastWords(lines)).toBe(words);
  });
});

test('the last lines are five, below each other', () => {
  const lines = ['a', 'b', 'c', 'd', 'e', 'f'].map((text) => line(text));
  expect(lastLines(lines)).toBe('\n    b\n    c\n    d\n    e\n    f');
});
