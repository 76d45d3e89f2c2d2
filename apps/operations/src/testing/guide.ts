import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** docs/operations.md, in which every gap is one blank. */
export const guide = readFileSync(join(root, 'docs/operations.md'), 'utf8').replace(/\s+/g, ' ');

/** What workers are made of, parsed: what is there for tests only is left out. */
export const workerSources = ['apps/generator', 'apps/validator', 'apps/loader', 'libs']
  .flatMap((folder) => sourcesIn(join(root, folder)))
  .map((file) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));

/** The first words of a text: what one looks for in the guide. */
export function beginning(text: string, words = 5): string {
  return text.trim().split(/\s+/).slice(0, words).join(' ');
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.(test|fixture))\.ts$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !/\/(node_modules|testing|out-tsc|dist)\//.test(file));
}
