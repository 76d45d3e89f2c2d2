import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSpool } from './spool.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-spool-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a spool holds the very bytes it was given, one value a line', () => {
  const spool = openSpool(folder, 'a');
  const values = [Buffer.from('{"a":"\u2028 é\\r"}'), Buffer.from([0x22, 0xff, 0x0d, 0x22]), Buffer.alloc(0)];
  spool.append(values.slice(0, 2));
  spool.append([]);
  spool.append(values.slice(2));
  const expected = Buffer.concat(values.flatMap((value) => [value, Buffer.from('\n')]));
  expect(spool.bytes).toBe(expected.length);
  spool.close();
  expect(readFileSync(spool.file).equals(expected)).toBe(true);
});

test('removing a spool leaves nothing, closed or not, once or twice', () => {
  const spool = openSpool(folder, 'a');
  spool.remove();
  spool.remove();
  expect(existsSync(spool.file)).toBe(false);
});
