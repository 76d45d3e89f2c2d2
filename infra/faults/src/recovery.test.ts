import { describe, expect, test } from '@jest/globals';
import type { Figures } from '@cdr/local';
import { awaitRecovery, hasRecovered, saySight } from './recovery.ts';

const rate = 100;

function standing(raw: number, validated: number, clean: number, loaded: number) {
  return { raw, validated, clean, loaded, dlq: 0, lastLoad: null, settled: false };
}

describe('the pipeline works as before', () => {
  const first = standing(1_000, 400, 390, 100);

  test.each([
    ['with some seconds of traffic on their way', standing(1_200, 1_000, 990, 590), true, true],
    ['not while a worker is not ready', standing(1_200, 1_200, 1_190, 1_190), false, false],
    ['not while the generator stands still', standing(1_099, 1_099, 1_090, 1_090), true, false],
    ['not while the validator has not done what it found', standing(1_200, 999, 990, 990), true, false],
    ['not while the loader has not done what it found', standing(1_200, 1_200, 1_190, 389), true, false],
    ['not while the validator has a backlog', standing(1_600, 1_099, 1_090, 1_090), true, false],
    ['not while the loader has a backlog', standing(1_600, 1_600, 1_590, 1_089), true, false],
    ['not while nothing can be read', null, true, false],
  ])('%s', (_, seen, allReady, works) => {
    expect(hasRecovered({ standing: seen, allReady }, first, rate)).toBe(works);
  });

  test('or it is said where it stands', () => {
    expect(saySight({ standing: standing(9, 7, 6, 1), allReady: false })).toBe(
      'not all ready, raw 9, not validated 2, not loaded 5',
    );
    expect(saySight({ standing: null, allReady: true })).toBe('all ready, no figures');
  });
});

describe('waiting for it', () => {
  function figuresOf(next: () => number) {
    async function read(): Promise<Figures> {
      const end = next();
      const range = [{ start: 0, end }];
      const through = { validatedThrough: [end], loadedThrough: new Map([[0, end]]) };
      return { ...through, lastLoad: null, clean: range, dlq: [], raw: range };
    }
    return { read, close: () => Promise.resolve() };
  }
  const watch = { allReady: () => true, rate, signal: new AbortController().signal };

  test('counts what was published since the wait began, not what was there', async () => {
    const ends = [5_000, 5_099, 5_100];
    const figures = figuresOf(() => ends.shift()!);
    const { recovered, sight } = await awaitRecovery({ ...watch, figures, withinMs: 20_000 });
    expect(recovered).toBe(true);
    expect(sight.standing!.raw).toBe(5_100);
  });

  test('has an end', async () => {
    const figures = figuresOf(() => 7);
    expect(await awaitRecovery({ ...watch, figures, withinMs: 0 })).toMatchObject({ recovered: false });
  });
});
