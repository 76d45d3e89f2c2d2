import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The result files that a test run must leave, relative to the root: one for each project's unit tests and one for
 * its integration tests, where it has them.
 * @param {string} root
 */
export function expectedResults(root) {
  /** @type {string[]} */
  const expected = [];
  for (const folder of workspaceFolders(root)) {
    const { nx } = /** @type {{ nx?: { targets?: object } }} */ (
      readJson(join(root, folder, 'package.json'))
    );
    const results = join(folder, 'test-results');
    if (existsSync(join(root, folder, 'jest.config.js'))) expected.push(join(results, 'test.json'));
    if (nx?.targets && 'integration' in nx.targets) expected.push(join(results, 'integration.json'));
  }
  return expected;
}

/** @param {string} root */
function workspaceFolders(root) {
  const { workspaces } = /** @type {{ workspaces: string[] }} */ (readJson(join(root, 'package.json')));
  return workspaces
    .flatMap((pattern) => (pattern.endsWith('/*') ? foldersIn(root, pattern.slice(0, -2)) : [pattern]))
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

/**
 * @param {string} root
 * @param {string} parent
 */
function foldersIn(root, parent) {
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent)).map((name) => join(parent, name));
}

/**
 * @param {string} file
 * @returns {unknown}
 */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
