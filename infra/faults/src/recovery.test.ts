import { describe, expect, test } from '@jest/globals';
import type { Figures } from '@cdr/local';
import { awaitRecovery, hasRecovered, saySight } from './recovery.ts';

const rate = 100;

function standing(raw: number, validated: number, clean: number, loaded: number) {
  return { raw, validated, clean, loaded, dlq: 0, lastLoad: null, settled: false };
}

describe('the pipeline works as before', () => {
  test.each([
    ['with some seconds of traffic on their way', standing(1_100, 700, 690, 300), true, true],
    ['not while a worker is not ready', standing(1_100, 1_000, 990, 900), false, false],
    ['not while the generator stands still', standing(1_050, 1_050, 1_040, 1_040), true, false],
    ['not while the validator has a backlog', standing(1_100, 599, 590, 590), true, false],
    ['not while the loader has a backlog', standing(1_100, 1_100, 1_090, 589), true, false],
    ['not while nothing can be read', null, true, false],
  ])('%s', (_, seen, allReady, works) => {
    expect(hasRecovered({ standing: seen, allReady }, 1_000, rate)).toBe(works);
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
