import { accessSync, constants, statSync } from 'node:fs';
import { readUtc } from '@cdr/call-record';
import {
  choice,
  custom,
  kafkaSettings,
  neededWhen,
  optional,
  refuse,
  registrySettings,
  share,
  sourceSettings,
  telemetrySettings,
  text,
  topicNameSettings,
  wholeNumber,
} from '@cdr/worker';
import { schemaNamings } from './name-schemas.ts';

const common = telemetrySettings('generator', 9464);

/** Every setting of the generator; a flag on the command line wins over its variable. */
export const generatorSettings = {
  ...common,
  metricsPort: { ...common.metricsPort, flag: 'metrics-port' },
  logLevel: { ...common.logLevel, flag: 'log-level' },
  brokers: { ...kafkaSettings.brokers, flag: 'brokers' },
  topic: { ...topicNameSettings.rawTopic, flag: 'topic' },
  timeZone: { ...sourceSettings.sourceTimeZone, flag: 'time-zone' },
  rate: optional(
    custom('GENERATOR_RATE', {
      flag: 'rate',
      parse: parseRate,
      help: 'Messages a second (0.33 is one in three seconds), or max; not set: 20 for made-up calls, max for a file.',
    }),
  ),
  count: optional(
    wholeNumber('GENERATOR_COUNT', {
      flag: 'count',
      help: 'Messages to publish before the generator ends; not set: no end, or the end of the file.',
    }),
  ),
  seed: optional(
    wholeNumber('GENERATOR_SEED', {
      flag: 'seed',
      help: 'Number that decides who calls whom; the same seed and GENERATOR_START_AT give the same messages; not set: a new one each time.',
    }),
  ),
  startAt: optional(
    custom('GENERATOR_START_AT', {
      flag: 'start-at',
      parse: parseMoment,
      help: 'Start of the first call, YYYY-MM-DD HH:MM:SS in UTC, the next ones following in seeded steps; not set: the clock.',
    }),
  ),
  badShare: share('GENERATOR_BAD_SHARE', {
    default: 0.01,
    flag: 'bad-share',
    help: 'Share of messages that are spoiled, from 0 to 1.',
  }),
  duplicateShare: share('GENERATOR_DUPLICATE_SHARE', {
    default: 0.005,
    flag: 'duplicate-share',
    help: 'Share of messages that repeat an earlier call, from 0 to 1.',
  }),
  schema: choice('GENERATOR_SCHEMA', {
    default: 'v1',
    choices: ['v1', 'v2', 'mix'],
    flag: 'schema',
    help: 'Schema of made-up calls: v1, the nine fields of the original producer; v2, with call_id, call_status and cell_id; mix, half of each.',
  }),
  schemaId: choice('GENERATOR_SCHEMA_ID', {
    default: 'none',
    choices: schemaNamings,
    flag: 'schema-id',
    help: 'How made-up calls name their schema: none, prefix (Confluent’s five bytes) or header (schema.id); it is registered then.',
  }),
  ...registrySettings,
  registryUrl: neededWhen(
    {
      holds: (env) => (env['GENERATOR_SCHEMA_ID'] || 'none') !== 'none',
      must: 'name the registry where the schemas are registered: GENERATOR_SCHEMA_ID is not none',
    },
    registrySettings.registryUrl,
  ),
  input: optional(
    custom('GENERATOR_INPUT', {
      flag: 'input',
      parse: parseReadableFile,
      help: 'File of JSON lines to publish, each line one message, instead of made-up calls.',
    }),
  ),
  truthFile: optional(
    text('GENERATOR_TRUTH_FILE', {
      flag: 'truth',
      help: 'File that gets one JSON line for each spoiled message: what is wrong with it and where it landed.',
    }),
  ),
};

function parseRate(given: string) {
  if (given === 'max') return Infinity;
  const rate = /^\d*\.?\d+$/.test(given) ? Number(given) : 0;
  return rate > 0 ? rate : refuse('be messages a second above 0, or max');
}

function parseMoment(given: string) {
  const [instant] = readUtc(given.replace('T', ' ').replace(/Z$/, ''));
  return instant ?? refuse('be a moment in UTC such as 2023-11-15 14:30:00');
}

function parseReadableFile(given: string) {
  try {
    accessSync(given, constants.R_OK);
    return statSync(given).isDirectory() ? refuse('name a file, not a folder') : given;
  } catch {
    return refuse('name a file that exists and can be read');
  }
}
