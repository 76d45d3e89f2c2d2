import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// A clone with the real scripts and one project, where nx, prettier and npm do next to nothing.
let clone: string;

const here = fileURLToPath(new URL('.', import.meta.url));

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'cdr-clone-'));
  for (const part of ['test.mjs', 'check.mjs', 'checks']) {
    cpSync(join(here, part), join(clone, 'infra', part), { recursive: true });
  }
  cpSync(join(here, '../.ci'), join(clone, '.ci'), { recursive: true });
  file('package.json', '{ "workspaces": ["apps/*"], "type": "module" }');
  file('apps/one/package.json', '{ "nx": { "targets": { "integration": {} } } }');
  file('apps/one/jest.config.js', '');
  program('node_modules/.bin/prettier', '');
  program('node_modules/.bin/nx', nxThatWrites({ test: ['passed', 'passed'], integration: ['passed'] }));
});
afterEach(() => {
  rmSync(clone, { recursive: true, force: true });
});

describe('npm test', () => {
  test('counts unit and integration tests in its last line', () => {
    expect(run('infra/test.mjs')).toEqual({ stdout: '3 passed, 0 failed\n', status: 0 });
  });

  test('names what failed', () => {
    program('node_modules/.bin/nx', nxThatWrites({ test: ['passed'], integration: ['failed', 'passed'] }));
    const stdout = 'failed: integration 0\n2 passed, 1 failed\n';
    expect(run('infra/test.mjs')).toEqual({ stdout, status: 1 });
  });

  test('does not count the results of an earlier run', () => {
    run('infra/test.mjs');
    program('node_modules/.bin/nx', nxThatWrites({ test: ['passed'] }));
    const stdout = [
      'failed: apps/one/test-results/integration.json was not written: its tests did not run to the end',
      '1 passed, 1 failed\n',
    ].join('\n');
    expect(run('infra/test.mjs')).toEqual({ stdout, status: 1 });
  });
});

describe('npm run check', () => {
  test('has one line per step', () => {
    const stdout = 'format: ok\nproject references: ok\nlint, types, build: ok\n';
    expect(run('infra/check.mjs')).toEqual({ stdout, status: 0 });
  });

  test('goes on after a step that failed', () => {
    program('node_modules/.bin/prettier', 'process.exitCode = 2');
    const { stdout, status } = run('infra/check.mjs');
    expect(stdout.split('\n')[0]).toBe('format: failed (prettier --check .: exit code 2)');
    expect(stdout).toContain('lint, types, build: ok');
    expect(status).toBe(1);
  });
});

describe('.ci/run', () => {
  test.each([
    {
      name: 'all is well',
      tests: ['3 passed, 0 failed', 0],
      checks: 0,
      line: '3 passed, 0 failed',
      status: 0,
    },
    {
      name: 'a test fails',
      tests: ['2 passed, 1 failed', 1],
      checks: 0,
      line: '2 passed, 1 failed',
      status: 1,
    },
    {
      name: 'a check fails',
      tests: ['3 passed, 0 failed', 0],
      checks: 1,
      line: '3 passed, 1 failed',
      status: 1,
    },
    { name: 'the tests did not run', tests: ['', 1], checks: 0, line: '0 passed, 1 failed', status: 1 },
  ])('ends with the counts when $name', ({ tests, checks, line, status }) => {
    const [said, code] = tests;
    program(
      'bin/npm',
      `if (process.argv[2] === 'test') { console.log('> test\\n${said}'); process.exitCode = ${code}; }
       else { console.log('checked'); process.exitCode = ${checks}; }`,
    );
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      PATH: [join(clone, 'bin'), process.env['PATH']].join(delimiter),
    };
    const ci = spawnSync(join(clone, '.ci/run'), { env, encoding: 'utf8' });
    expect(ci.stdout).toContain('checked');
    expect(ci.stdout.trimEnd().split('\n').at(-1)).toBe(line);
    expect(ci.status).toBe(status);
  });
});

function nxThatWrites(outcomes: Record<string, string[]>): string {
  return `
    import { writeFileSync } from 'node:fs';
    const target = process.argv[process.argv.indexOf('-t') + 1];
    const statuses = ${JSON.stringify(outcomes)}[target];
    const assertionResults = statuses?.map((status, n) => ({ status, fullName: target + ' ' + n }));
    const result = { testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults }] };
    if (statuses) writeFileSync('apps/one/test-results/' + target + '.json', JSON.stringify(result));
    process.exitCode = statuses?.includes('failed') ? 1 : 0;`;
}

function run(script: string) {
  const { stdout, status } = spawnSync(process.execPath, [join(clone, script)], { encoding: 'utf8' });
  return { stdout, status };
}

function program(path: string, script: string): void {
  file(path, `#!${process.execPath}\n${script}\n`, 0o755);
}

function file(path: string, text: string, mode = 0o644): void {
  const whole = join(clone, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text, { mode });
}
