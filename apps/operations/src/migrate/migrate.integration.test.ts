import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type MigrationReport, type StartedParts, startParts } from '@cdr/infra';
import { startScript } from '@cdr/testing';

const project = fileURLToPath(new URL('../../', import.meta.url));
const source = `${project}src/main.ts`;

let parts: StartedParts<{ warehouse: true }>;
beforeAll(async () => {
  parts = await startParts({ warehouse: true });
});
afterAll(() => parts.stop());

/** Runs the command with --json to its end. */
async function migrate(args: string[], { main = source, url = parts.warehouse.url } = {}) {
  const script = startScript(main, { args: ['migrate', '--json', ...args], env: { WAREHOUSE_URL: url } });
  const { code, stderr } = await script.ended;
  return { code, stderr, report: script.lines.at(-1) as MigrationReport | undefined };
}

function versionsIn(report: MigrationReport | undefined): number[] | undefined {
  return report?.migrations.map(({ version }) => version);
}

test('what a dry run told is done then, once', async () => {
  const first = await migrate(['--dry-run']);
  expect(first).toMatchObject({ code: 0, stderr: '', report: { dryRun: true, from: 0 } });
  expect((await migrate(['--dry-run'])).report).toEqual(first.report);

  const applied = await migrate([]);
  expect(applied).toMatchObject({ code: 0, stderr: '', report: { dryRun: false, from: 0 } });
  expect(versionsIn(applied.report)).toEqual(versionsIn(first.report));
  expect((await migrate([])).report).toMatchObject({ from: applied.report!.to, migrations: [] });
});

test('the bundle that goes into the image has the migrations with it', async () => {
  execFileSync(process.execPath, ['../../esbuild.config.js'], { cwd: project });
  const url = new URL(parts.warehouse.url);
  url.pathname = '/postgres'; // untouched so far
  const options = { main: `${project}dist/main.js`, url: url.href };
  const { code, report } = await migrate(['--dry-run'], options);
  expect({ code, versions: versionsIn(report)!.length > 0 }).toEqual({ code: 0, versions: true });
});

test('a warehouse that lets nobody in is told in a sentence, without its password', async () => {
  const url = new URL(parts.warehouse.url);
  url.password = 'wrong-one';
  const { code, stderr, report } = await migrate(['--dry-run'], { url: url.href });
  expect({ code, report }).toEqual({ code: 1, report: undefined });
  expect(stderr).toMatch(
    /^The tables could not be looked at on the warehouse at 127\.0\.0\.1:\d+: password /,
  );
  expect(stderr).not.toContain('wrong-one');
});
