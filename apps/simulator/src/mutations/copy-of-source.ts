import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { root } from '../root.ts';
import type { Edit } from './mutation.ts';

/** A copy of the source to be changed. */
export interface SourceCopy {
  folder: string;
  /** Makes these changes in the place of those before. @throws when a text does not stand where it should, once */
  apply(edits: readonly Edit[]): void;
  remove(): void;
}

const sources = ['apps', 'libs', 'infra'];
const leftOut = new Set(['node_modules', 'dist', 'out-tsc', 'test-results', '.local']);

/** Copies the source, with the installed packages of the original. */
export function copySource(): SourceCopy {
  const folder = mkdtempSync(join(tmpdir(), 'cdr-mutation-'));
  for (const source of sources)
    cpSync(join(root, source), join(folder, source), {
      recursive: true,
      filter: (path) => !leftOut.has(basename(path)) && !isJars(path),
    });
  linkPackages(folder);
  let changed: { file: string; text: string }[] = [];

  function apply(edits: readonly Edit[]): void {
    for (const { file, text } of changed) writeFileSync(join(folder, file), text);
    changed = [];
    for (const { file, find, put } of edits) {
      const text = readFileSync(join(folder, file), 'utf8');
      if (!changed.some((one) => one.file === file)) changed.push({ file, text });
      const times = text.split(find).length - 1;
      if (times !== 1)
        throw new Error(
          `${file} has ${times} times, must have once: ${find}. The source has changed: mend what ${file} is searched for in apps/simulator/src/mutations`,
        );
      writeFileSync(
        join(folder, file),
        text.replace(find, () => put),
      );
    }
  }

  return { folder, apply, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function isJars(path: string): boolean {
  const [top, , name] = relative(root, path).split('/');
  return top === 'infra' && (name === 'libs' || name === 'libs.partial');
}

// Our own packages must be those of the copy: they are links there as here, by their names.
function linkPackages(folder: string): void {
  const installed = join(root, 'node_modules');
  const own = join(folder, 'node_modules/@cdr');
  mkdirSync(own, { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== '@cdr') symlinkSync(join(installed, name), join(folder, 'node_modules', name));
  }
  for (const file of packageFiles(folder)) {
    const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name: string };
    symlinkSync(dirname(file), join(own, name.replace('@cdr/', '')));
    // Some packages have versions of their own.
    const nested = join(relative(folder, dirname(file)), 'node_modules');
    if (existsSync(join(root, nested))) symlinkSync(join(root, nested), join(folder, nested));
  }
}

function packageFiles(folder: string): string[] {
  const files = ['apps', 'libs', 'infra'].flatMap((top) =>
    readdirSync(join(folder, top), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, top, entry.name, 'package.json')),
  );
  return [...files, join(folder, 'infra/package.json')].filter((file) => existsSync(file));
}
