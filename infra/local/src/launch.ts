import { fileURLToPath } from 'node:url';
import { readConfig } from '@cdr/worker';
import { launchPipeline } from './launch-pipeline.ts';
import { launchSettings } from './launch-settings.ts';
import { readOptions, usage } from './options.ts';
import { runCommand } from './run-command.ts';
import { createStatusScreen } from './status-screen.ts';

// `npm start`: the whole pipeline on this machine, without Docker.

const root = fileURLToPath(new URL('../../..', import.meta.url));
const screen = createStatusScreen(process.stderr);

// npm runs scripts in the clone's top folder; paths are meant from where the user is.
function typedIn(): string {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  return (script === 'start' && folder) || process.cwd();
}

process.exitCode = await runCommand(readOptions(process.argv.slice(2), typedIn()), {
  usage,
  tell: screen.tell,
  async run(options, stop) {
    const config = readConfig(process.env, launchSettings);
    return launchPipeline({ root, options, config, env: process.env, screen, stop });
  },
});
