import { fileURLToPath } from 'node:url';
import { ConfigError, readConfig } from '@cdr/worker';
import { exitCodes } from './exit-codes.ts';
import { launchPipeline } from './launch-pipeline.ts';
import { launchSettings } from './launch-settings.ts';
import { readOptions, type StartOptions, usage } from './options.ts';
import { watchSignals } from './signals.ts';
import { createStatusScreen } from './status-screen.ts';

// `npm start`: the whole pipeline on this machine, without Docker.

const root = fileURLToPath(new URL('../../..', import.meta.url));
const screen = createStatusScreen(process.stderr);

// npm runs scripts in the clone's top folder; paths are meant from where the user is.
function typedIn(): string {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  return (script === 'start' && folder) || process.cwd();
}

async function launch(options: StartOptions): Promise<number> {
  const stop = new AbortController();
  watchSignals(process, {
    stop() {
      screen.tell('Stopping… (Ctrl-C again leaves at once.)');
      stop.abort();
    },
    // Parts and workers end with us: their guards see to that.
    force: () => process.exit(exitCodes.interrupted),
  });
  try {
    const config = readConfig(process.env, launchSettings);
    return await launchPipeline({ root, options, config, env: process.env, screen, stop: stop.signal });
  } catch (error) {
    // What breaks after the signal breaks by it: Ctrl-C reaches what is just being started as well.
    if (stop.signal.aborted) return exitCodes.interrupted;
    screen.tell(error instanceof Error ? error.message : String(error));
    return error instanceof ConfigError ? exitCodes.wrongUse : exitCodes.failed;
  }
}

const options = readOptions(process.argv.slice(2), typedIn());
if ('help' in options) {
  process.stdout.write(usage);
} else if ('problem' in options) {
  screen.tell(`${options.problem}\n\n${usage}`);
  process.exitCode = exitCodes.wrongUse;
} else {
  process.exitCode = await launch(options);
}
