import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
  expect(readFileSync(spool.files[0]!).equals(expected)).toBe(true);
});

test('lines of any length go in, however many at once', () => {
  const spool = openSpool(folder, 'a', Infinity);
  const lengths = [
    0,
    1,
    262_142,
    262_143,
    262_144,
    1_114_112,
    3,
    ...Array.from({ length: 5_000 }, (_, i) => i % 400),
  ];
  const values = lengths.map((length, i) => Buffer.alloc(length, 97 + (i % 26)));
  spool.append(values);
  spool.append(values);
  const once = values.map((value) => `${value.toString()}\n`).join('');
  expect(spool.bytes).toBe(2 * once.length);
  expect(readFileSync(spool.files[0]!, 'utf8') === once + once).toBe(true);
  spool.close();
});

test('a file that is full is followed by another, at the end of a line', () => {
  const spool = openSpool(folder, 'a', 10);
  for (const value of ['0', '1234567', '89', 'a'.repeat(20), 'b', 'c']) spool.append([Buffer.from(value)]);
  spool.append([]);
  expect(spool.bytes).toBe(38);
  spool.close();
  const contents = spool.files.map((file) => readFileSync(file, 'utf8'));
  expect(contents).toEqual(['0\n1234567\n', `89\n${'a'.repeat(20)}\n`, 'b\nc\n']);
});

test('removing a spool leaves nothing, closed or not, once or twice', () => {
  const spool = openSpool(folder, 'a', 1);
  for (const value of ['a', 'b']) spool.append([Buffer.from(value)]);
  expect(readdirSync(folder)).toHaveLength(2);
  spool.remove();
  spool.remove();
  expect(readdirSync(folder)).toEqual([]);
});

test('a full disk stops the loader with the setting that names it, and what to do', () => {
  symlinkSync('/dev/full', join(folder, 'a-0.ndjson')); // the system's own disk that is always full
  expect(() => openSpool(folder, 'a').append([Buffer.from('{}')])).toThrow(
    expect.objectContaining({ name: 'Stop', message: expect.stringMatching(advice) }),
  );
});

test('a folder that cannot be written does so as well', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => openSpool(join(folder, 'file'), 'a')).toThrow(
    expect.objectContaining({ name: 'Stop', message: expect.stringMatching(advice) }),
  );
});

const advice =
  /^LOADER_SCRATCH_DIR \(\/.*\) is full or cannot be written: make room, or lower LOADER_BATCH_BYTES \(E/;
