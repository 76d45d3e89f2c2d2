// The first command in a fresh clone: runs on whatever Node the host has (20 or newer), without any package, fetches
// what is missing, and hands over to the command's own script under Node 24.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handOver } from './bootstrap/hand-over.mjs';
import { installWhatIsMissing } from './bootstrap/install.mjs';
import { Refusal, tell } from './bootstrap/tell.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// They work on parts you run, so they read the settings that Nx gives the workers; a variable that is set counts more.
const settings = join(root, '.env');
const operations = {
  flags: existsSync(settings) ? [`--env-file=${settings}`] : [],
  script: 'apps/operations/src/main.ts',
  parts: false,
};

/**
 * `parts` says whether the command starts Kafka and the others, which need Java.
 * @type {Record<string, { flags?: string[], script: string, parts: boolean, args?: string[] }>}
 */
const commands = {
  start: { script: 'infra/local/src/launch.ts', parts: true },
  setup: { ...operations, args: ['setup'] },
  migrate: { ...operations, args: ['migrate'] },
  schemas: { ...operations, args: ['schemas'] },
  connections: { ...operations, args: ['connections'] },
  audit: { ...operations, args: ['audit'] },
  trace: { ...operations, args: ['trace'] },
  redrive: { ...operations, args: ['redrive'] },
  sweep: { ...operations, args: ['sweep'] },
  test: { script: 'infra/test.mjs', parts: true },
  check: { script: 'infra/check.mjs', parts: false },
  simulate: { script: 'apps/simulator/src/main.ts', parts: false },
  faults: { script: 'infra/faults/src/main.ts', parts: true },
  'measure-takeover': { script: 'apps/pipeline-e2e/src/measure-takeover.ts', parts: true },
  'measure-upgrade': { script: 'apps/pipeline-e2e/src/measure-upgrade.ts', parts: false },
  'measure-console': { script: 'apps/pipeline-e2e/src/measure-console.ts', parts: true },
  'measure-refused-row': { script: 'apps/pipeline-e2e/src/measure-refused-row.ts', parts: true },
  chaos: { script: 'apps/pipeline-e2e/src/chaos/main.ts', parts: true },
};

const [name = '', ...args] = process.argv.slice(2);

try {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new Refusal(`Unknown command "${name}". Known: ${Object.keys(commands).join(', ')}.`);
  await installWhatIsMissing({ root, parts: command.parts });
  const { flags = [], script, args: first = [] } = command;
  await handOver({ root, args: [...flags, join(root, script), ...first, ...args] });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  tell(error.message);
  process.exitCode = 1;
}
