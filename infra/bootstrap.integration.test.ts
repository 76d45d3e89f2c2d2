import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// A clone with the real bootstrap, and with programs called npm, mvn and java that do next to nothing.
let clone: string;

const here = fileURLToPath(new URL('.', import.meta.url));
const java = `console.error('openjdk version "17.0.1"')`;
const npm = `
  const { mkdirSync, writeFileSync } = require('node:fs');
  console.log('npm says hello');
  mkdirSync('node_modules', { recursive: true });
  writeFileSync('node_modules/.package-lock.json', '{}');`;
const mvn = `
  const { writeFileSync } = require('node:fs');
  const folder = process.argv.find((arg) => arg.startsWith('-DoutputDirectory=')).split('=')[1];
  writeFileSync(folder + '/' + Date.now() + '.jar', '');`;
const brokenMvn = `${mvn}; process.exit(1);`;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'cdr-clone-'));
  const poms = ['kafka', 'object-store', 'registry'].map((part) => `${part}/pom.xml`);
  for (const part of ['bootstrap.mjs', 'bootstrap', ...poms]) {
    cpSync(join(here, part), join(clone, 'infra', part), { recursive: true });
  }
  file('package-lock.json', '{}');
  file('infra/test.mjs', `console.log('tests', ...process.argv.slice(2)); process.exitCode = 3;`);
  program('java', java);
  program('npm', npm);
  program('mvn', mvn);
});
afterEach(() => {
  rmSync(clone, { recursive: true, force: true });
});

describe('the first command', () => {
  test('installs everything, and then is the command: its output, its exit code, its arguments', () => {
    const { stdout, stderr, status } = run(['test', '--one']);
    expect({ stdout, status }).toEqual({ stdout: 'tests --one\n', status: 3 });
    expect(stderr).toContain('Installing the npm packages');
    expect(stderr).toContain('npm says hello');
    expect(stderr).toContain('Fetching Apache Kafka');
    expect(stderr).toContain('Fetching the S3 server');
    expect(stderr).toContain('Fetching the schema registry');
  });

  test('is silent the second time', () => {
    run(['test']);
    expect(run(['test']).stderr).toBe('');
  });

  test('installs again what a newer lockfile or pom asks for, and drops old jars', () => {
    run(['test']);
    const [oldJar] = jars();
    appendFileSync(join(clone, 'infra/kafka/pom.xml'), '<!-- newer -->');
    const { stderr } = run(['test']);
    expect(stderr).toContain('Fetching Apache Kafka');
    expect(stderr).not.toContain('the S3 server');
    expect(stderr).not.toContain('the schema registry');
    expect(stderr).not.toContain('npm');
    expect(jars()).toHaveLength(1);
    expect(jars()).not.toContain(oldJar);
  });

  test('mends what an interrupted Maven left', () => {
    program('mvn', brokenMvn);
    const { stdout, stderr, status } = run(['test']);
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
    expect(stderr).toContain('Maven could not fetch Apache Kafka (exit code 1');
    program('mvn', mvn);
    expect(run(['test']).status).toBe(3);
    expect(jars()).toHaveLength(1);
    expect(existsSync(join(clone, 'infra/kafka/libs.partial'))).toBe(false);
  });

  test.each([
    ['java', 'Java 17 or newer is needed'],
    ['mvn', 'Maven is needed once'],
    ['npm', 'npm was not found'],
  ])('asks for a missing %s in one sentence', (missing, sentence) => {
    rmSync(join(clone, 'bin', missing));
    const { stderr, status } = run(['test']);
    expect(status).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toContain(sentence);
  });

  test('refuses a Java that is too old', () => {
    program('java', `console.error('openjdk version "1.8.0_402"')`);
    expect(run(['test']).stderr).toContain('java is Java 8');
  });

  test('names the commands there are', () => {
    const known =
      'start, setup, migrate, schemas, connections, audit, trace, redrive, sweep, test, check, simulate, faults, measure-takeover, measure-upgrade, measure-console, measure-refused-row, chaos';
    expect(run(['tset']).stderr).toBe(`Unknown command "tset". Known: ${known}.\n`);
  });

  test('reads .env where it works on parts you run, and nowhere else; a variable that is set counts more', () => {
    const show = `console.log(process.env.RAW_TOPIC, process.env.CLEAN_TOPIC, ...process.argv.slice(2));`;
    file('apps/operations/src/main.ts', show);
    file('infra/test.mjs', show);
    file('.env', 'RAW_TOPIC=of-the-file\nCLEAN_TOPIC=of-the-file\n');
    const env = { CLEAN_TOPIC: 'set' };
    for (const command of [
      'setup',
      'migrate',
      'schemas',
      'connections',
      'audit',
      'trace',
      'redrive',
      'sweep',
    ]) {
      expect(run([command, '--json'], env).stdout).toBe(`of-the-file set ${command} --json\n`);
    }
    expect(run(['test'], env).stdout).toBe('undefined set\n');
  });

  test('checks the code without Java', () => {
    rmSync(join(clone, 'bin/java'));
    file('infra/check.mjs', '');
    expect(run(['check']).status).toBe(0);
  });

  test('passes SIGTERM on and ends as the command ends', async () => {
    file(
      'infra/test.mjs',
      `setInterval(() => {}, 1000); process.on('SIGTERM', () => process.exit(7)); console.log('up');`,
    );
    run(['check']); // installs, so that the signal meets the command
    const child = spawn(process.execPath, args('test'), {
      ...options(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data', { signal: AbortSignal.timeout(10_000) });
    child.kill('SIGTERM');
    expect(await once(child, 'exit', { signal: AbortSignal.timeout(10_000) })).toEqual([7, null]);
  });
});

function run(command: string[], env: NodeJS.ProcessEnv = {}) {
  const { stdout, stderr, status } = spawnSync(process.execPath, args(...command), {
    ...options(env),
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

function args(...command: string[]): string[] {
  return [join(clone, 'infra/bootstrap.mjs'), ...command];
}

function options(env: NodeJS.ProcessEnv = {}) {
  return { cwd: clone, env: { ...env, PATH: join(clone, 'bin') } };
}

function jars(): string[] {
  return readdirSync(join(clone, 'infra/kafka/libs')).filter((name) => name.endsWith('.jar'));
}

function program(name: string, script: string): void {
  file(`bin/${name}`, `#!${process.execPath}\n${script}\n`, 0o755);
}

function file(path: string, text: string, mode = 0o644): void {
  const whole = join(clone, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text, { mode });
}
