// `npm test`: the unit tests, then the integration tests of two projects at a time, then one line that counts them all.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countLine, countTests } from './checks/count-tests.mjs';
import { expectedResults } from './checks/projects.mjs';
import { runTool } from './checks/run-tool.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = expectedResults(root);
for (const file of files) {
  rmSync(join(root, file), { force: true }); // Nx puts those of cached tests back
  mkdirSync(dirname(join(root, file)), { recursive: true }); // Jest does not
}

const units = await runTool(root, ['nx', 'run-many', '-t', 'test', '--output-style=static']);
// Two at a time: each has parts of its own, and waits for them half of its time. Streamed: a person sees what the minutes
// go into.
const integration = await runTool(root, [
  'nx',
  'run-many',
  '-t',
  'integration',
  '--parallel=2',
  '--output-style=stream',
]);

const troubles = [
  ...(units === 0 ? [] : [`nx run-many -t test ended with exit code ${units}; see above`]),
  ...(integration === 0 ? [] : [`nx run-many -t integration ended with exit code ${integration}; see above`]),
];
const count = countTests({ results: Object.fromEntries(files.map((file) => [file, read(file)])), troubles });
for (const failure of count.failures) console.log(`failed: ${failure}`);
console.log(countLine(count));
process.exitCode = count.failures.length === 0 ? 0 : 1;

/** @param {string} file */
function read(file) {
  const path = join(root, file);
  if (!existsSync(path)) return undefined;
  return /** @type {import('./checks/count-tests.mjs').JestResult} */ (
    JSON.parse(readFileSync(path, 'utf8'))
  );
}
