import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fillOnce } from './fill-once.ts';

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'fill-once-'));
  folder = join(home, 'libs', 'v1');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function writing(text: string): (folder: string) => Promise<void> {
  return async (into) => writeFileSync(join(into, 'file'), text);
}

test('of two that fill a folder at once the first one counts, and nothing is left of the other', async () => {
  const late = Promise.withResolvers<undefined>();
  const second = fillOnce(folder, async (into) => {
    await late.promise;
    await writing('second')(into);
  });
  await fillOnce(folder, writing('first'));
  late.resolve(undefined);
  await second;
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('first');
  expect(readdirSync(join(home, 'libs'))).toEqual(['v1']);
});

test('a folder that is there is not filled again', async () => {
  await fillOnce(folder, writing('first'));
  await fillOnce(folder, writing('second'));
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('first');
});

test('what fails leaves nothing, so that the next one begins anew', async () => {
  const failing = fillOnce(folder, () => Promise.reject(new Error('no network')));
  await expect(failing).rejects.toThrow('no network');
  expect(readdirSync(join(home, 'libs'))).toEqual([]);
});
