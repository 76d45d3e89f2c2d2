import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-lock-'));
  file = join(folder, 'lock');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the lock of a state folder', () => {
  test('holds our process number until it is released, and leaves nothing', () => {
    const lock = lockFolder(folder);
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('makes the folder', () => {
    lockFolder(join(folder, 'new', 'state'));
    expect(existsSync(join(folder, 'new', 'state', 'lock'))).toBe(true);
  });

  test('is refused while another process holds it, with its number and the way out', () => {
    writeFileSync(file, String(process.ppid));
    expect(() => lockFolder(folder)).toThrow(
      `Another "npm start" of this clone is running (process ${process.ppid}). Stop it, or give this one a folder of its own: CDR_LOCAL_DIR=/some/folder. ` +
        `(If process ${process.ppid} is something else, delete ${file}.)`,
    );
    expect(readFileSync(file, 'utf8')).toBe(String(process.ppid));
  });

  test.each([
    ['a process that is gone', () => String(spawnSync(process.execPath, ['--version']).pid)],
    ['an earlier process with our number', () => String(process.pid)],
    ['nobody: an empty file', () => ''],
    ['nobody: no number', () => 'x'],
  ])('counts for nothing when it was left by %s', (_, content) => {
    writeFileSync(file, content());
    lockFolder(folder);
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
    expect(readdirSync(folder)).toEqual(['lock']);
  });
});
