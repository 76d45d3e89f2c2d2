import { describe, expect, test } from '@jest/globals';
import { createHistory } from './history.ts';

const hourMs = 3_600_000;

describe('the history', () => {
  test('is empty at first, with a column for each series', () => {
    const { at, series } = createHistory().view();
    expect(at).toEqual([]);
    expect(Object.values(series)).toEqual(Array(10).fill([]));
  });

  test('has columns of one length, null where nothing was known', () => {
    const history = createHistory([{ at: 1_000, rawPerMinute: 5 }]);
    history.add({ at: 11_400, rawPerMinute: null, loaderLag: 2 });
    const { at, series } = history.view();
    expect([at, series.rawPerMinute, series.loaderLag, series.dlqPerMinute]).toEqual([
      [1, 11],
      [5, null],
      [null, 2],
      [null, null],
    ]);
  });

  test('is due each ten seconds, by its last point', () => {
    const history = createHistory([{ at: 5_000 }]);
    expect([history.isDue(14_999), history.isDue(15_000)]).toEqual([false, true]);
    history.add({ at: 15_000 });
    expect(history.isDue(24_999)).toBe(false);
    expect(createHistory().isDue(Date.now())).toBe(true);
  });

  test('forgets what is more than an hour older than the newest', () => {
    const history = createHistory([{ at: 0 }, { at: 1_000 }]);
    history.add({ at: hourMs + 1_000 });
    expect(history.view().at).toEqual([1, 3_601]);
  });
});
