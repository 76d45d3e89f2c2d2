import { expect, test } from '@jest/globals';
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
    { text: 'node: out of memory', fields: {} },
  ];
  expect(readTold('loader', lines)).toEqual([
    {
      ...{ worker: 'loader', at, kind: 'does not work', part: 'S3' },
      words: 'S3 does not work; trying again until it does: it is gone',
    },
    { worker: 'loader', at, kind: 'works again', part: 'S3', words: 'S3 works again' },
    { worker: 'loader', at, kind: 'error', part: null, words: 'stopped by an error: no table' },
    { worker: 'loader', at: 0, kind: 'error', part: null, words: 'node: out of memory' },
  ]);
});
