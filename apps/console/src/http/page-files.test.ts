import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { readPageFiles } from './page-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'page-'));
const url = pathToFileURL(`${folder}/`);
afterAll(() => rmSync(folder, { recursive: true }));

test('the page is what the build made of it, and nothing else of its folder', () => {
  for (const name of ['index.html', 'app.js', 'app.css', 'app.js.map'])
    writeFileSync(join(folder, name), name);
  const files = readPageFiles(url);
  expect([...files].map(([path, { body, type }]) => [path, String(body), type])).toEqual([
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/app.js', 'app.js', 'text/javascript; charset=utf-8'],
    ['/app.css', 'app.css', 'text/css; charset=utf-8'],
  ]);
});

test('a console whose page was not built does not begin', () => {
  expect(() => readPageFiles(new URL('nowhere/', url))).toThrow('ENOENT');
});
