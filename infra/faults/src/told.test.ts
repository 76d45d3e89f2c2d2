import { describe, expect, test } from '@jest/globals';
import { readTold } from './told.ts';

const at = Date.parse('2026-11-22T20:32:27.466Z');

function line(fields: Record<string, unknown>) {
  const whole = { time: '2026-11-22T20:32:27.466Z', worker: 'loader', ...fields };
  return { text: JSON.stringify(whole), fields: whole };
}

test('a log is read for outages, their ends and errors, and for nothing else', () => {
  const part = { part: 'S3', reason: 'it is gone' };
  const lines = [
    line({ level: 'info', msg: 'batch loaded' }),
    line({ level: 'warn', ...part, msg: 'S3 does not work; trying again until it does' }),
    line({ level: 'info', part: 'S3', seconds: 3, msg: 'S3 works again' }),
    line({ level: 'warn', part: 'S3', msg: 'S3 has no lifecycle rule' }),
    line({ level: 'error', err: { message: 'no table' }, msg: 'stopped by an error' }),
  ];
  expect(readTold('loader', lines)).toEqual([
    {
      worker: 'loader',
      at,
      kind: 'does not work',
      part: 'S3',
      words: 'S3 does not work; trying again until it does: it is gone',
    },
    { worker: 'loader', at, kind: 'works again', part: 'S3', words: 'S3 works again' },
    { worker: 'loader', at, kind: 'error', part: null, words: 'stopped by an error: no table' },
  ]);
});

describe('a crash, of which Node writes lines without a time,', () => {
  const stack = [
    'loader.js:7',
    '    throw error;',
    'TypeError: no such thing',
    '    at load (loader.js:7:3)',
  ];
  const crash = stack.map((text) => ({ text, fields: {} }));
  const long = line({ level: 'info', msg: 'loading from these positions', time: '2026-11-22T20:00:00.000Z' });
  const again = line({ level: 'info', msg: 'loading from these positions' });
  const told = { worker: 'loader', kind: 'error', part: null, words: 'TypeError: no such thing' };

  test.each([
    ['is told once, when the worker speaks again', [long, ...crash, again], [{ ...told, at }]],
    ['is told each time', [long, ...crash, again, ...crash, again], [told, told]],
    ['that nothing follows is told with the time of the last line', [again, ...crash], [{ ...told, at }]],
    ['is all that a worker said', [...crash], [{ ...told, at: 0 }]],
    ['has at least its first line', crash.slice(0, 2), [{ words: 'loader.js:7' }]],
  ])('%s', (_, lines, expected) => {
    expect(readTold('loader', lines)).toMatchObject(expected);
  });
});
