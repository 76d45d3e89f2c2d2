// A whole worker for the tests that signal a real process: says when it works, then waits for the signal.
import { startTelemetry } from '@cdr/telemetry';
import { pause, runWorker, telemetrySettings, text } from './index.ts';

/** How the worker behaves: what it does once told to stop, by the word in HABIT. */
const habits: Record<string, (stop: AbortSignal) => Promise<unknown>> = {
  drains: async (stop) => pause(3_600_000, stop),
  hangs: async () => pause(3_600_000, new AbortController().signal),
  leaks: async (stop) => {
    setInterval(() => undefined, 3_600_000);
    await pause(3_600_000, stop);
  },
  throws: async () => {
    throw new Error('the table is gone', { cause: new Error('dropped') });
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
  drainWithinMs: 300,
  telemetry: ({ metricsHost: host, metricsPort: port, logLevel }) =>
    startTelemetry({ worker: 'idle', version: '0', host, port, logLevel }),
  async run({ config, telemetry, stop }) {
    telemetry.log.info({}, 'working');
    await habits[config.habit]?.(stop);
    return undefined;
  },
});
