import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partsFor } from './parts-for.ts';
import { openSpool } from './spool.ts';

const mebibyte = 1_048_576;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-parts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  { mebibytes: 0.001, slices: 2, parts: 1 },
  { mebibytes: 15.9, slices: 2, parts: 1 },
  { mebibytes: 16, slices: 2, parts: 2 },
  { mebibytes: 31.9, slices: 2, parts: 2 },
  { mebibytes: 64, slices: 2, parts: 8 },
  { mebibytes: 64, slices: 3, parts: 6 },
  { mebibytes: 64, slices: 1_000, parts: 1 },
])('$mebibytes MiB for $slices slices are $parts files', ({ mebibytes, slices, parts }) => {
  expect(partsFor(mebibytes * mebibyte, slices)).toBe(parts);
});

test('a spool comes in files enough to make parts of about equal size of it', () => {
  const spool = openSpool(folder, 'spool');
  const line = Buffer.alloc(1023, 'x');
  for (let n = 0; n < 16 * 1024; n += 256) spool.append(Array.from({ length: 256 }, () => line));
  spool.close();
  const parts = partsFor(spool.bytes, 2);
  expect(parts).toBe(2);
  expect(spool.files.length / parts).toBeGreaterThanOrEqual(8);
});
