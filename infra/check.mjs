// `npm run check`: everything but the tests, each step even if an earlier one failed, one line per step.
import { fileURLToPath } from 'node:url';
import { runTool } from './checks/run-tool.mjs';

/** @type {{ name: string, commandLine: [string, ...string[]] }[]} */
const steps = [
  { name: 'format', commandLine: ['prettier', '--check', '.'] },
  { name: 'project references', commandLine: ['nx', 'sync:check'] },
  {
    name: 'lint, types, build',
    commandLine: ['nx', 'run-many', '-t', 'lint', 'typecheck', 'build', '--output-style=static'],
  },
];

const root = fileURLToPath(new URL('..', import.meta.url));
let failed = false;
for (const { name, commandLine } of steps) {
  const code = await runTool(root, commandLine);
  console.log(`${name}: ${code === 0 ? 'ok' : `failed (${commandLine.join(' ')}: exit code ${code})`}`);
  failed ||= code !== 0;
}
process.exitCode = failed ? 1 : 0;
