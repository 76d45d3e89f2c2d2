// The first command in a fresh clone: runs on whatever Node the host has (20 or newer), without any package, fetches
// what is missing, and hands over to the command's own script under Node 24.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handOver } from './bootstrap/hand-over.mjs';
import { installWhatIsMissing } from './bootstrap/install.mjs';
import { Refusal, tell } from './bootstrap/tell.mjs';

/**
 * `parts` says whether the command starts Kafka and the others, which need Java.
 * @type {Record<string, { script: string, parts: boolean, args?: string[] }>}
 */
const commands = {
  start: { script: 'infra/local/src/launch.ts', parts: true },
  setup: { script: 'apps/operations/src/main.ts', args: ['setup'], parts: false },
  connections: { script: 'apps/operations/src/main.ts', args: ['connections'], parts: false },
  audit: { script: 'apps/operations/src/main.ts', args: ['audit'], parts: false },
  test: { script: 'infra/test.mjs', parts: true },
  check: { script: 'infra/check.mjs', parts: false },
  faults: { script: 'infra/faults/src/main.ts', parts: true },
};

const root = fileURLToPath(new URL('..', import.meta.url));
const [name = '', ...args] = process.argv.slice(2);

try {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new Refusal(`Unknown command "${name}". Known: ${Object.keys(commands).join(', ')}.`);
  await installWhatIsMissing({ root, parts: command.parts });
  await handOver({ root, script: join(root, command.script), args: [...(command.args ?? []), ...args] });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  tell(error.message);
  process.exitCode = 1;
}
