import { expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditAll, readAudit } from './audit.ts';

const said = '{"holds":true,"problems":[]}\n';

test.each([
  ['holds when the command says so and ends well', said, true, true],
  ['does not hold when the command failed', said, false, false],
  ['does not hold when it says so', '{"holds":false}', true, false],
])('an audit %s', (_, output, endedWell, holds) => {
  expect(readAudit(output, endedWell)?.holds).toBe(holds);
});

test('an audit that said nothing is none', () => {
  expect(readAudit('', false)).toBeNull();
});

test('an audit goes by the environment of the workers, and not by what lies in .env', async () => {
  const root = mkdtempSync(join(tmpdir(), 'cdr-audit-'));
  try {
    const folder = join(root, 'apps/operations/src');
    mkdirSync(folder, { recursive: true });
    const show = `{ holds: true, args: process.argv.slice(2), given: process.env.GIVEN, filed: process.env.FILED ?? null }`;
    writeFileSync(join(folder, 'main.ts'), `console.log(JSON.stringify(${show}));`);
    // As the project's own command has it.
    const scripts = { audit: 'node --env-file-if-exists=.env apps/operations/src/main.ts audit' };
    writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts }));
    writeFileSync(join(root, '.env'), 'FILED=in the file');
    const audit = await auditAll(root, { PATH: process.env['PATH'], GIVEN: 'by us' });
    expect(audit).toEqual({ holds: true, args: ['audit', '--json'], given: 'by us', filed: null });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
