import { ConfigError } from '@cdr/worker';
import { audit } from './audit/audit.ts';
import { type Command, exitCodes, tell } from './command.ts';
import { connections } from './connections/connections.ts';
import { migrate } from './migrate/migrate.ts';
import { readArguments } from './read-arguments.ts';
import { redrive } from './redrive/redrive.ts';
import { schemas } from './schemas/schemas.ts';
import { setup } from './setup/setup.ts';
import { sweep } from './sweep/sweep.ts';
import { trace } from './trace/trace.ts';

// What whoever runs the pipeline types, on the parts that the environment names: `npm run setup`, and so on.

const commands: Record<string, Command> = {
  setup,
  migrate,
  schemas,
  connections,
  audit,
  trace,
  redrive,
  sweep,
};

const list = `Commands:
${Object.entries(commands)
  .map(([name, { help }]) => `  ${name.padEnd(12)} ${help}`)
  .join('\n')}`;

// An answer that did not get out is none: of an audit, it must not look like "does not hold".
let isUnwritten = false;
process.stdout.on('error', ({ message }) => {
  if (!isUnwritten)
    tell(`The answer could not be written to stdout (${message}): look again at how things stand.`);
  isUnwritten = true;
  process.exitCode = exitCodes.unreadable;
});

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;

if (command === undefined) {
  tell(name === '' ? list : `There is no command "${name}".\n${list}`);
  process.exitCode = exitCodes.wrongUse;
} else {
  const code = await runWith(args, command);
  process.exitCode = isUnwritten ? exitCodes.unreadable : code;
}

async function runWith(args: string[], command: Command): Promise<number> {
  const { usage, run } = command;
  const wanted = readArguments(args, command);
  if ('help' in wanted) {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if ('problem' in wanted) {
    tell(`${wanted.problem}\n\n${usage}`);
    return exitCodes.wrongUse;
  }
  try {
    return await run(process.env, wanted.json, wanted.typed);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    return error instanceof ConfigError ? exitCodes.wrongUse : exitCodes.failed;
  }
}
