import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findChromium } from './find-chromium.ts';

// A folder of programs that pass for browsers.
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-chromium-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function install(name: string, script: string): string {
  const program = join(folder, name);
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return program;
}

function onX64(env: { CHROMIUM_PATH?: string }) {
  return { platform: 'linux', arch: 'x64', env: { PATH: folder, ...env } };
}

function bringsFolder() {
  return Promise.resolve(folder);
}

function bringsNothing() {
  return Promise.reject(new Error('npm could not fetch it (no network)'));
}

test('the one that npm brings is taken, though another is installed', async () => {
  install('google-chrome', 'exit 0');
  const program = install('chromium', 'exit 0');
  const found = await findChromium(onX64({}), bringsFolder);
  expect(found).toEqual({ program, env: { FONTCONFIG_FILE: join(folder, 'fonts.conf') } });
});

test('it is given the libraries that came along only where it does not run without them', async () => {
  install('chromium', 'test -n "$LD_LIBRARY_PATH"');
  const { env } = await findChromium(onX64({}), bringsFolder);
  expect(env).toHaveProperty('LD_LIBRARY_PATH', join(folder, 'al2023', 'lib'));
});

test('an installed one that runs is taken when npm cannot fetch', async () => {
  install('chromium', 'exit 1');
  const program = install('google-chrome', 'exit 0');
  expect(await findChromium(onX64({}), bringsNothing)).toEqual({ program, env: {} });
});

const whatToDo =
  'install it (Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask google-chrome), ' +
  'or set CHROMIUM_PATH to its program, and run this again.';

test('when none can be had, one sentence says why, and what to install', async () => {
  await expect(findChromium(onX64({}), bringsNothing)).rejects.toThrow(
    `Chromium is needed to test pages, and npm could not fetch it (no network), and none is installed: ${whatToDo}`,
  );
});

test('so it does when the one that the person names does not run', async () => {
  const stub = install('chromium', 'echo "use the shop" >&2; exit 1');
  const failures = [
    { named: stub, told: `${stub} does not run (use the shop)` },
    { named: join(folder, 'missing'), told: `${join(folder, 'missing')} cannot be started` },
    { named: folder, told: `spawn ${folder} EACCES` },
  ];
  for (const { named, told } of failures) {
    await expect(findChromium(onX64({ CHROMIUM_PATH: named }), bringsFolder)).rejects.toThrow(
      `Chromium is needed to test pages, and ${told}: ${whatToDo}`,
    );
  }
});
