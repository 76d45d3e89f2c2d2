import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLines, sizeOf } from './part-log.ts';

describe("the end of a part's log", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdr-log-'));
    file = join(folder, 'part.log');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('leaves out what an earlier start wrote', () => {
    appendFileSync(file, 'old trouble\n');
    const since = sizeOf(file);
    appendFileSync(file, 'new trouble\n');
    expect(lastLines(file, since)).toBe('Its log ends with:\n    new trouble\n');
  });

  test('is at most twenty lines', () => {
    appendFileSync(file, Array.from({ length: 5000 }, (_, line) => `line ${line}\n`).join(''));
    const lines = lastLines(file, 0).trimEnd().split('\n');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('    line 4999');
  });

  test('says so when nothing was written or there is no file', () => {
    expect(lastLines(file, 0)).toBe('It wrote nothing to its log. ');
    expect(sizeOf(file)).toBe(0);
  });
});
