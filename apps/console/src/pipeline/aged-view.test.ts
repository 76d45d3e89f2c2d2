import { expect, test } from '@jest/globals';
import { agedView } from './aged-view.ts';
import type { FlowView } from '../api.ts';

const view = {
  at: 100_000,
  health: { level: 'well', headline: 'All is well', alerts: [] },
  outages: [{ part: 'Kafka', says: 'is away' }],
} as unknown as FlowView;

test('what was seen just now is told as it was seen', () => {
  expect(agedView(view, 110_000)).toBe(view);
});

test('what was well a while ago is not told to be well', () => {
  const { health, outages } = agedView(view, 125_000);
  expect(health).toMatchObject({ level: 'broken', headline: expect.stringContaining('for 25 s') });
  expect(outages.map(({ part }) => part)).toEqual(['Kafka', 'The console']);
});
