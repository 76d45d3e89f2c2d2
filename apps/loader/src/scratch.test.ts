import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLeftover, openScratch, toScratchStop } from './scratch.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'cdr-scratch-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

test.each([
  ['of this host whose process is gone', 'host.a.17.Ab12Cd', true],
  ['of a process that lives', 'host.a.18.Ab12Cd', false],
  ['of another host, which may share the volume', 'host.b.17.Ab12Cd', false],
  ['that an earlier process with our id left, as in a container', `host.a.${process.pid}.Ab12Cd`, true],
  ['that is no loader’s', 'notes', false],
])('a folder %s: leftover is %s', (_, name, expected) => {
  expect(isLeftover(name, 'host.a', (pid) => pid === 18)).toBe(expected);
});

test('opening removes leftovers and nothing else, closing removes the own folder', () => {
  const dead = join(parent, `${hostname()}.${2 ** 22 + 1}.Ab12Cd`);
  const living = join(parent, `${hostname()}.${process.ppid}.Ab12Cd`);
  for (const folder of [dead, living]) mkdirSync(folder);
  writeFileSync(join(dead, 'x.ndjson'), 'x');
  const scratch = openScratch(parent);
  expect(existsSync(dead)).toBe(false);
  expect(existsSync(living)).toBe(true);
  expect(existsSync(scratch.folder)).toBe(true);
  scratch.close();
  scratch.close();
  expect(readdirSync(parent)).toEqual([`${hostname()}.${process.ppid}.Ab12Cd`]);
});

test('a folder that cannot be made says so by the name of the setting', () => {
  writeFileSync(join(parent, 'file'), '');
  expect(() => openScratch(join(parent, 'file'))).toThrow(
    `LOADER_SCRATCH_DIR (${join(parent, 'file')}) is full or cannot`,
  );
});

test('an error that is not about the disk stays what it is', () => {
  const bug = new TypeError('x is undefined');
  expect(toScratchStop(parent, bug)).toBe(bug);
});
