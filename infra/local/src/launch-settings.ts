import { setupSettings } from '@cdr/operations';
import { optional, text, validatorGroupSettings } from '@cdr/worker';
import { portSettings } from './ports.ts';

/** What `npm start` reads from the environment; the workers it starts get the whole environment as well. */
export const launchSettings = {
  ...setupSettings,
  ...portSettings,
  stateFolder: text('CDR_LOCAL_DIR', {
    default: '.local',
    help: 'Folder of what npm start keeps: topics, bucket, schemas, tables, logs, its lock; one for each npm start that runs.',
  }),
  ...validatorGroupSettings,
  generatorRate: optional(
    text('GENERATOR_RATE', {
      help: 'Messages a second (0.33 is one in three seconds), or max; not set: 20 for made-up calls, max for a file.',
    }),
  ),
};
