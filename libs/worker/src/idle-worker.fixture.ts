// A whole worker for the tests of a real process: says when it works, then does as it is told.
import { type Health, startTelemetry } from '@cdr/telemetry';
import { pause, runWorker, telemetrySettings, text } from './index.ts';

/** How the worker behaves, by the word in HABIT. */
const habits: Record<string, (stop: AbortSignal, health: Health) => Promise<unknown>> = {
  drains: async (stop) => pause(3_600_000, stop),
  hangs: async () => pause(3_600_000, new AbortController().signal),
  leaks: async (stop) => {
    setInterval(() => undefined, 3_600_000);
    await pause(3_600_000, stop);
  },
  throws: async () => {
    throw new Error('the table is gone', { cause: new Error('dropped') });
  },
  stalls: async (_, health) => {
    health.watch('telecom-data.raw/3');
    health.stands('telecom-data.raw/3', 12, 50);
    setInterval(() => health.progress(), 100); // the rest of it is well
    await pause(3_600_000, new AbortController().signal);
  },
  retries: async (stop, health) => {
    health.watch('telecom-data.raw/3');
    for (let attempt = 0; attempt < 7; attempt += 1) {
      health.retrying();
      await pause(500, stop);
    }
  },
  forgets: async (stop) => {
    void Promise.reject(new Error('nobody waits'));
    await pause(3_600_000, stop);
  },
};

await runWorker({
  name: 'idle',
  settings: {
    ...telemetrySettings('idle', 0),
    habit: text('HABIT', { help: 'What to do when told to stop.' }),
  },
  // Only those that are to miss it are to be quick.
  drainWithinMs: ['hangs', 'leaks'].includes(process.env['HABIT'] ?? '') ? 300 : 4_000,
  telemetry: (config) => startTelemetry({ ...config, worker: 'idle', version: '0', stallAfterMs: 2_000 }),
  async run({ config, telemetry, stop }) {
    telemetry.log.info({}, 'working');
    await habits[config.habit]?.(stop, telemetry.health);
    return undefined;
  },
});
