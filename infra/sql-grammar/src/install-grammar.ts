import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Ended, fillOnce } from '@cdr/testing';
import { runPython } from './run-python.ts';

const home = fileURLToPath(new URL('..', import.meta.url));
const requirements = join(home, 'requirements.txt');
// The oldest that sqlglot runs on.
const oldest = [3, 9] as const;

/** The folder of sqlglot for Python to import from; fetched by pip when it is not there. @throws Error in one sentence */
export async function installGrammar(python: string): Promise<string> {
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const folder = join(home, 'libs', version);
  await fillOnce(folder, (into) => fetchGrammar(python, into));
  return folder;
}

async function fetchGrammar(python: string, into: string): Promise<void> {
  const missing = whatIsMissing(
    await runPython(python, ['-c', 'import sys, pip; print(*sys.version_info[:2])']),
    python,
  );
  if (missing !== null) throw new Error(missing);
  const install = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-input',
    '--disable-pip-version-check',
    '--no-deps',
  ];
  const { code, stderr } = await runPython(python, [
    ...install,
    ...['--require-hashes', '--requirement', requirements, '--target', into],
  ]);
  if (code === 0) return;
  const why = stderr.trim().split('\n').at(-1) || `exit code ${code}`;
  throw new Error(
    `pip could not fetch the grammar of infra/sql-grammar/requirements.txt (${why}): check the network, or pip's settings, and run this again.`,
  );
}

const needed = `Python ${oldest.join('.')} or newer with pip is needed to check SQL for Redshift`;
const install = '(Debian and Ubuntu: apt-get install python3-pip; macOS: brew install python)';

/** What of Python is missing, in one sentence, by what it says of its version; null when nothing is. */
export function whatIsMissing({ code, stdout, stderr }: Ended, python: string): string | null {
  if (code === undefined) return `${needed}, and ${python} was not found: install it ${install}.`;
  if (code !== 0 && /No module named '?pip/.test(stderr))
    return `${needed}, and ${python} has no pip: install it ${install}.`;
  const [major = 0, minor = 0] = stdout.split(' ').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return null;
  const found = code === 0 ? `is ${major}.${minor}` : `does not run (exit code ${code})`;
  return `${needed}, and ${python} ${found}: install a newer one ${install}.`;
}
