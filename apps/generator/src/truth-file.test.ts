import { expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flaws } from './flaws/index.ts';
import type { Message } from './message.ts';
import { openTruthFile, truthLines } from './truth-file.ts';

const tooDear = flaws.find((flaw) => flaw.name === 'too-dear');
const messages: Message[] = [
  { n: 7, key: 'a', value: '1' },
  { n: 8, key: 'b', value: '2', flaw: tooDear },
  { n: 12, key: 'c', value: '3', flaw: tooDear },
];

test('the truth names what was spoiled and where it landed, sends apart in the log included', () => {
  const appended = [
    { baseOffset: 100, count: 2 },
    { baseOffset: 205, count: 1 },
  ];
  const truth = { flaw: 'too-dear', reason: 'quality', rule: 'amount-matches-rate', partition: 4 };
  const lines = truthLines(4, messages, appended).split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { ...truth, n: 8, offset: 101 },
    { ...truth, n: 12, offset: 205 },
  ]);
});

test('the file begins anew with each run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'truth-'));
  const path = join(folder, 'truth.ndjson');
  writeFileSync(path, 'of yesterday\n');
  const truth = openTruthFile(path);
  truth.tell(0, messages.slice(0, 2), [{ baseOffset: 0, count: 2 }]);
  truth.tell(0, messages.slice(0, 1), [{ baseOffset: 2, count: 1 }]);
  truth.close();
  expect(readFileSync(path, 'utf8')).toMatch(/^\{"n":8,.*"offset":1\}\n$/);
  rmSync(folder, { recursive: true });
});
