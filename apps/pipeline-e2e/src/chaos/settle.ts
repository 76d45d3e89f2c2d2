import { look, openFigures, whereItStands } from '@cdr/local';
import { pause } from '@cdr/worker';
import type { Stage } from './stage.ts';

const withinMs = 240_000;
const lookEveryMs = 500;
const answerWithinMs = 15_000;

/** Waits until everything published is judged and loaded; resolves to null, or to where it still stands. */
export async function settle(stage: Stage, signal: AbortSignal): Promise<string | null> {
  const { kafka, topics, config, databaseUrl: warehouseUrl } = stage;
  const figures = openFigures({ kafka, topics, validatorGroup: config.validatorGroup, warehouseUrl });
  const deadline = Date.now() + withinMs;
  try {
    for (;;) {
      const seen = await look(figures, answerWithinMs, signal);
      signal.throwIfAborted();
      const standing = seen.kind === 'figures' ? whereItStands(seen.figures) : null;
      if (standing?.settled) return null;
      if (Date.now() > deadline) {
        if (standing === null) return 'its figures cannot be read';
        const { raw, validated, clean, loaded } = standing;
        return `raw ${raw}, not validated ${raw - validated}, clean ${clean}, not loaded ${clean - loaded}`;
      }
      await pause(lookEveryMs, signal);
    }
  } finally {
    await figures.close();
  }
}
