import { describe, expect, test } from '@jest/globals';
import type { Figures } from './standing.ts';
import { type RunWatch, watchRun } from './watch-run.ts';

const settled: Figures = {
  loadedThrough: new Map([[0, 8]]),
  lastLoad: null,
  validatedThrough: [10],
  clean: [{ start: 0, end: 8 }],
  dlq: [{ start: 0, end: 2 }],
  raw: [{ start: 0, end: 10 }],
};
const behind: Figures = { ...settled, validatedThrough: [9] };

/** A watch over readings given one after the other; the last is repeated. */
function watch(readings: (Figures | Error)[], more: Partial<RunWatch> = {}) {
  const shown: string[] = [];
  const left = [...readings];
  const end = watchRun({
    figures: {
      read: () => {
        const reading = left.length > 1 ? left.shift()! : left[0]!;
        return reading instanceof Error ? Promise.reject(reading) : Promise.resolve(reading);
      },
    },
    screen: {
      isDue: () => true,
      show: (line) => shown.push(line),
      tell: () => undefined,
      clear: () => undefined,
    },
    isPublished: () => true,
    untilLoaded: true,
    stallAfterMs: 60_000,
    logFolder: 'logs',
    signal: new AbortController().signal,
    pace: { lookEveryMs: 1, giveUpMs: 10_000 },
    ...more,
  });
  return { end, shown };
}

describe('a watched run', () => {
  test('ends when everything published is loaded, with the figures of that moment', async () => {
    const { end, shown } = watch([behind, settled]);
    expect(await end).toEqual({ kind: 'loaded', figures: settled });
    expect(shown[0]).toContain('validated 9, lag 1');
    expect(shown[1]).toContain('lag 0');
  });

  test('does not end while the generator publishes, or when nobody asked for an end', async () => {
    for (const more of [{ isPublished: () => false }, { untilLoaded: false }]) {
      const stop = new AbortController();
      let readings = 0;
      const { end } = watch([settled], {
        ...more,
        signal: stop.signal,
        figures: {
          read: () => {
            readings += 1;
            if (readings === 2) stop.abort();
            return Promise.resolve(settled);
          },
        },
      });
      expect(await end).toEqual({ kind: 'aborted' });
    }
  });

  test('goes on while a part does not answer, and says so', async () => {
    const { end, shown } = watch([behind, new Error('connection refused'), settled]);
    expect(await end).toMatchObject({ kind: 'loaded' });
    expect(shown[1]).toBe('no figures just now: connection refused');
  });

  test('ends, saying what is stuck, when nothing moves for too long', async () => {
    const { end } = watch([behind], { stallAfterMs: 100 });
    expect(await end).toEqual({
      kind: 'stalled',
      why: expect.stringContaining('the validator has 1 raw records before it'),
    });
  });

  test('ends as stalled when a part takes questions and never answers', async () => {
    const { end } = watch([], {
      figures: { read: () => new Promise(() => undefined) },
      pace: { lookEveryMs: 1, giveUpMs: 10 },
      stallAfterMs: 50,
    });
    expect(await end).toEqual({
      kind: 'stalled',
      why: expect.stringContaining('no figures can be read from Kafka and PostgreSQL'),
    });
  });

  test('ends at once when it is told to, though a part does not answer', async () => {
    const stop = new AbortController();
    const { end } = watch([settled], {
      signal: stop.signal,
      figures: {
        read: () => {
          stop.abort();
          return new Promise(() => undefined);
        },
      },
    });
    expect(await end).toEqual({ kind: 'aborted' });
  });
});
