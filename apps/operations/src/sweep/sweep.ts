import { openS3 } from '@cdr/object-store';
import { accessOf, createConnections } from '@cdr/warehouse';
import { type Env, readConfig } from '@cdr/worker';
import { type Command, exitCodes, listVariables, tell, type Typed } from '../command.ts';
import { storeOf } from '../store-of.ts';
import { whyStopped } from '../why-stopped.ts';
import { reportJson, reportText } from './report.ts';
import { sweepOptions, sweepSwitches } from './sweep-options.ts';
import { sweepSettings } from './sweep-settings.ts';
import { sweepStaged } from './sweep-staged.ts';

const usage = `npm run sweep [-- options] finds batches on S3 that were given up before they were loaded; with --remove it removes them.
What has a row in the ledger is never touched, nor a complete batch that a loader could still load.
${listVariables(sweepOptions)}
  --remove               Remove them; without it nothing is changed.
  --json                 One JSON object on stdout.
Exit code 0: looked, or removed; 1: not all, or nothing could be read; 2: wrong use or settings; 3: the answer could not be written. These variables say where:
${listVariables(sweepSettings)}`;

/** Removes what loads that were given up have left on S3; looks only, unless told to remove. */
export const sweep: Command = {
  help: 'removes batches on S3 that were never loaded; says first what it would remove',
  usage,
  takesJson: true,
  options: sweepOptions,
  switches: sweepSwitches,
  run: runSweep,
};

async function runSweep(env: Env, json: boolean, { values, switches }: Typed): Promise<number> {
  const wanted = readConfig(values, sweepOptions);
  const config = readConfig(env, sweepSettings);
  const { bucket } = config;
  const connections = createConnections({ ...accessOf(config), application: 'cdr-sweep' });
  const store = openS3(storeOf(config));
  const remove = switches.has('--remove');
  const now = Date.now();
  try {
    const { look, sweeping } = await sweepStaged({ store, connections }, { ...wanted, remove, now });
    const report = { bucket, look, sweeping, ...wanted, dryRun: !remove, now };
    process.stdout.write(json ? reportJson(report) : reportText(report));
    return sweeping.stopped === null ? exitCodes.done : exitCodes.failed;
  } catch (error) {
    tell(`Nothing was removed: ${whyStopped(error)}.`);
    return exitCodes.failed;
  } finally {
    connections.cutAll();
    store.close();
  }
}
