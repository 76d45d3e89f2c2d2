import { existsSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { root, textOf } from './repository-files.ts';

const notOurs = ['**/node_modules', '.local', '.nx'];
const pages = globSync('**/*.md', { cwd: fileURLToPath(root), exclude: notOurs });

/** A page without its examples, in which nothing is a link or a heading. */
function wordsOf(page: string): string {
  return textOf(page).replaceAll(/^ *```[^]*?^ *```/gm, '');
}

/** What GitHub makes of a page's headings. */
function anchorsOf(page: string): string[] {
  return [...wordsOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function isBroken(link: string, page: string): boolean {
  const { pathname, hash } = new URL(link, new URL(page, root));
  const path = decodeURI(pathname).slice(root.pathname.length);
  if (!existsSync(new URL(path, root))) return true;
  return hash !== '' && !anchorsOf(path).includes(decodeURI(hash.slice(1)));
}

test('there are pages', () => {
  expect(pages).toEqual(
    expect.arrayContaining(['README.md', 'docs/architecture.md', 'libs/kafka/README.md']),
  );
});

test.each(pages)('every link of %s leads to a file or chapter that is there', (page) => {
  const links = [...wordsOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
  const here = links.filter((link) => !/^\w+:/.test(link));
  expect(here.filter((link) => isBroken(link, page))).toEqual([]);
});
