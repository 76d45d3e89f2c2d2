import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyFolder, passwordFile } from './empty-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-state-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(...names: string[]): void {
  for (const name of names) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'file'), '');
  }
}

test('what npm start keeps in its folder goes, all else stays', () => {
  put('kafka', 'object-store', 'registry', 'warehouse', 'scratch', 'logs', 'mine');
  writeFileSync(join(folder, passwordFile), 'x');
  emptyFolder(folder);
  expect(readdirSync(folder)).toEqual(['mine']);
});

test('a folder in which there is nothing yet is fine', () => {
  put('mine');
  emptyFolder(folder);
  expect(readdirSync(folder)).toEqual(['mine']);
});

test("somebody else's logs stay, and are named", () => {
  put('logs', 'kafka');
  expect(() => emptyFolder(folder)).toThrow(`--fresh would remove kafka, logs in ${folder}`);
  expect(readdirSync(folder)).toEqual(['kafka', 'logs']);
});
