import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { imageFolders, root, textOf, yamlOf } from './repository-files.ts';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, string | number | boolean>;
}

interface Job {
  steps: Step[];
  strategy?: { matrix: { app: string[] } };
}

interface Manifest {
  workspaces: string[];
  scripts: Record<string, string>;
  nx?: { targets?: Record<string, unknown> };
}

const { jobs } = yamlOf('.github/workflows/ci.yml') as { jobs: Record<string, Job> };
const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
const { scripts, workspaces } = manifestOf('.');

// Given by Nx plugins to whatever has the files for it; nx.json names them.
const inferred = ['lint', 'typecheck', 'test'];

const declared = workspaces
  .flatMap((pattern) => (pattern.endsWith('/*') ? foldersIn(pattern.slice(0, -2)) : [pattern]))
  .flatMap((folder) => Object.keys(manifestOf(folder).nx?.targets ?? {}));

function foldersIn(parent: string): string[] {
  return readdirSync(new URL(`${parent}/`, root))
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(new URL(`${folder}/package.json`, root)));
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(textOf(`${folder}/package.json`)) as Manifest;
}

/** The words behind an option or a command, up to the next option or comment. */
function wordsBehind(start: RegExp): string[] {
  return commands.flatMap((command) => start.exec(command)?.[1]?.split(' ') ?? []);
}

describe('the workflow of CI', () => {
  test('runs targets that some project has', () => {
    const run = wordsBehind(/nx affected -t ((?:[\w:-]+ ?)+?)(?= -|$)/);
    expect(run).toEqual(expect.arrayContaining(['lint', 'typecheck', 'test', 'build', 'integration']));
    expect(run.filter((target) => ![...inferred, ...declared].includes(target))).toEqual([]);
    for (const target of inferred) expect(textOf('nx.json')).toContain(`"targetName": "${target}"`);
  });

  test('runs npm scripts that are there', () => {
    const run = wordsBehind(/npm (?:run )?((?!ci\b|run\b)[\w:-]+)/);
    expect(run).toContain('start');
    expect(run.filter((script) => !(script in scripts))).toEqual([]);
  });

  test('compares with the last green commit only where it has fetched the history', () => {
    const comparing = Object.values(jobs).filter(({ steps }) =>
      steps.some(({ run }) => run?.includes('affected')),
    );
    const histories = comparing.map(({ steps }) => steps.find(isCheckout)?.with?.['fetch-depth']);
    expect(histories).toEqual([0, 0]);
  });

  test('builds the image of every app that has one', () => {
    const built = Object.values(jobs).flatMap(({ strategy }) => strategy?.matrix.app ?? []);
    expect(built.map((app) => `apps/${app}`).sort()).toEqual(imageFolders.toSorted());
  });

  test('pins every action that it uses', () => {
    const used = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@(v\d+|[0-9a-f]{40})$/.test(action))).toEqual([]);
  });
});

function isCheckout({ uses }: Step): boolean {
  return uses?.startsWith('actions/checkout@') === true;
}
