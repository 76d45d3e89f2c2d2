import { ConfigError } from '@cdr/worker';
import { audit } from './audit/audit.ts';
import { type Command, exitCodes, tell } from './command.ts';
import { connections } from './connections/connections.ts';
import { setup } from './setup/setup.ts';

// What whoever runs the pipeline types, on the parts that the environment names: `npm run setup`, and so on.

const commands: Record<string, Command> = { setup, connections, audit };

const usage = `Commands:
${Object.entries(commands)
  .map(([name, { help }]) => `  ${name.padEnd(12)} ${help}`)
  .join('\n')}`;

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;

if (command === undefined) {
  tell(name === '' ? usage : `There is no command "${name}".\n${usage}`);
  process.exitCode = exitCodes.wrongUse;
} else {
  try {
    process.exitCode = await command.run(args, process.env);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof ConfigError ? exitCodes.wrongUse : exitCodes.failed;
  }
}
