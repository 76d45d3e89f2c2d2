import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Ended, fillOnce, runToEnd } from '@cdr/testing';

const home = fileURLToPath(new URL('..', import.meta.url));
const unpacker = join(home, 'src', 'unpack-chromium.mjs');
// What the browser's folder is made by.
const recipe = [
  ...['package.json', 'package-lock.json', 'fonts.conf'].map((name) => join(home, 'fetched', name)),
  unpacker,
];

/** The folder of the Chromium that npm brings; fetched when it is not there. @throws Error whose text says why it cannot */
export async function fetchChromium(): Promise<string> {
  const folder = join(home, 'libs', hashOf(recipe));
  await fillOnce(folder, fillWithChromium);
  return folder;
}

async function fillWithChromium(folder: string): Promise<void> {
  for (const file of recipe) copyFileSync(file, join(folder, basename(file)));
  const env = { ...process.env, NODE_OPTIONS: '' }; // flags meant for Jest's Node are not theirs
  const npm = await runToEnd('npm', [...install, ...insistence], { cwd: folder, env });
  if (npm.code !== 0) throw new Error(whyNpmFailed(npm));
  const unpack = await runToEnd(process.execPath, [basename(unpacker)], {
    cwd: folder,
    env: { ...env, TMPDIR: folder },
  });
  if (unpack.code !== 0) throw new Error(whyUnpackFailed(unpack));
  rmSync(join(folder, 'node_modules'), { recursive: true }); // packed it is of no more use
}

const install = ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
// Three tries as always, but within seconds: without a network an installed Chromium has its turn soon.
const insistence = ['--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=2000'];

/** What npm says of its failure, in a few words. */
export function whyNpmFailed({ code, stderr }: Ended): string {
  if (code === undefined) return 'npm, which would fetch it, was not found';
  const lines = stderr.split('\n').map((line) => line.replace(/^npm (error|ERR!) /, ''));
  const reason = lines.find((line) => line.includes(' reason: '))?.split(' reason: ')[1];
  return `npm could not fetch it (${reason ?? (lines[0] || `exit code ${code}`)})`;
}

function whyUnpackFailed({ code, stderr }: Ended): string {
  return `what npm has fetched could not be unpacked (${/Error: .*/.exec(stderr)?.[0] ?? `exit code ${code}`})`;
}

function hashOf(files: string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
