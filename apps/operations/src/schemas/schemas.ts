import { bareUrl, openRegistry, type RegistryAccess, subjectOf } from '@cdr/schema-registry';
import { ConfigError, type Env, readConfig, registryAccess } from '@cdr/worker';
import { type Command, exitCodes, listVariables, type Typed } from '../command.ts';
import { askRegistry } from './ask-registry.ts';
import { judgeNext, judgeReleased, judgeTable } from './judge-schemas.ts';
import { register } from './register.ts';
import { isCompatible, isUnasked, type Report, reportJson, reportText } from './report.ts';
import { readWanted, schemasOptions, schemasSwitches, type Wanted } from './schemas-options.ts';
import { schemasSettings } from './schemas-settings.ts';

const usage = `npm run schemas [-- options] judges the released schemas of call records, each against all before it: by records made up
for the purpose, by the columns of the table, and by the registry. It changes nothing unless told to register.
${listVariables(schemasOptions)}
  --offline              Without the registry.
  --register             Registers the released schemas for the raw topic, if they are compatible; safe to run again.
  --json                 One JSON object on stdout.
Exit code 0: compatible, or registered; 1: not so: it says why; 2: wrong use or settings; 3: the registry could not be asked, or the answer
not be written. These variables say where:
${listVariables(schemasSettings)}`;

/** Judges schemas for compatibility, and registers those that are released. */
export const schemas: Command = {
  help: 'judges the schemas of call records, or one that is to come; --register registers them',
  usage,
  takesJson: true,
  options: schemasOptions,
  switches: schemasSwitches,
  run: runSchemas,
};

async function runSchemas(env: Env, json: boolean, typed: Typed): Promise<number> {
  const wanted = readWanted(typed);
  const config = readConfig(env, schemasSettings);
  const access = registryAccess(config);
  if (access === null && !wanted.offline)
    throw new ConfigError([
      'SCHEMA_REGISTRY_URL is missing: set it, or judge without a registry by --offline',
    ]);
  const subject = subjectOf(config.rawTopic);
  if (access !== null && wanted.register) return register(access, subject, json);
  const report = await judge(wanted.offline ? null : access, subject, wanted);
  process.stdout.write(json ? reportJson(report) : reportText(report));
  if (!isCompatible(report)) return exitCodes.failed;
  return isUnasked(report) ? exitCodes.unreadable : exitCodes.done;
}

/** `access` is null where the registry is not to be asked. */
async function judge(access: RegistryAccess | null, subject: string, { file }: Wanted): Promise<Report> {
  const judged = file === undefined ? judgeReleased() : [judgeNext(file.json)];
  const report = { schemas: judged, table: judgeTable(), subject, registry: null };
  if (access === null) return report;
  const known = judged.map(({ schema }) => schema);
  const asked = await askRegistry(openRegistry(access), subject, known);
  return { ...report, registry: { url: bareUrl(access.url), asked } };
}
