import { type Env, readConfig } from '@cdr/worker';
import { type Command, exitCodes, listVariables, type Typed } from '../command.ts';
import { migrateSettings } from './migrate-settings.ts';
import { migrateOn } from './migrate-on.ts';
import { reportJson, reportText } from './report.ts';

const usage = `npm run migrate [-- options] brings schema telecom of the warehouse to the newest version: tables and columns, and makes its views
anew. It is safe to run again, and beside running loaders. Positions are not made: npm run setup does all of this, and those.
  --dry-run              Only tell what would be done, as SQL; nothing is changed.
  --json                 One JSON object on stdout.
Exit code 0: done, or looked; 1: not all, with what stays done; 2: wrong use or settings; 3: the answer could not be written. These variables say where:
${listVariables(migrateSettings)}`;

/** Applies the migrations that the warehouse lacks, or tells which they are. */
export const migrate: Command = {
  help: 'brings tables and views of the warehouse to the newest version; --dry-run tells the SQL',
  usage,
  takesJson: true,
  switches: ['--dry-run'],
  run: runMigrate,
};

async function runMigrate(env: Env, json: boolean, { switches }: Typed): Promise<number> {
  const config = readConfig(env, migrateSettings);
  const report = await migrateOn(config, { dryRun: switches.has('--dry-run') });
  process.stdout.write(json ? reportJson(report) : reportText(report));
  return exitCodes.done;
}
