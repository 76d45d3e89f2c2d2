import { expect, test } from '@jest/globals';
import { cutAtStop } from './cut-at-stop.ts';

test('at the stop every part is cut, and none before', () => {
  const stop = new AbortController();
  const cut: string[] = [];
  cutAtStop(
    stop.signal,
    ['warehouse', 'store'].map((name) => ({ close: () => void cut.push(name) })),
  );
  expect(cut).toEqual([]);
  stop.abort();
  expect(cut).toEqual(['warehouse', 'store']);
});
