import { eachTurn, until } from '@cdr/testing';
import { expect, test } from '@jest/globals';
import { answering } from '../warehouse-answers.fixture.ts';
import { createCalls } from './calls-view.ts';
import { panelQuestions } from './panels.ts';

const rows: Record<string, object[] | Error> = {
  calls_per_minute: [{ minute: '2026-11-28 10:00:00', calls: '5', seconds: 60, revenue: '0.10' }],
  revenue_by_provider: [
    { network_provider: '+19145551234', calls: '1', seconds: '2', revenue: '3' },
    { network_provider: 'AT&T', calls: '1', seconds: '2', revenue: '3' },
  ],
  call_bursts: [{ caller_id: '+12125551234', calls: '12', first_call: 'a', last_call: null }],
  callers_of_many: new Error('too slow'),
  overlapping_calls: [
    { caller_id: '911', start_datetime: 'a', overlap_seconds: 5, call_id: 'src:19145551234' },
  ],
  very_short_calls: [
    { caller_id: '911', receiver_id: '+12125554321', start_datetime: 'a', call_duration: 1, kind: 'k' },
  ],
};

test('before the warehouse was asked there are panels without rows', () => {
  const { panels } = createCalls(answering(rows).warehouse, 1_000).view({ masked: true });
  expect(panels.map(({ name }) => name)).toEqual(panelQuestions.map(({ name }) => name));
  expect(panels[0]).toMatchObject({
    columns: ['Minute', 'Calls', 'Seconds', 'Revenue'],
    rows: [],
    at: null,
    problem: null,
  });
});

test('a panel has the rows of its view as text, with numbers covered unless they are to be seen', async () => {
  const calls = createCalls(answering(rows).warehouse, 1_000);
  const stop = new AbortController();
  const running = calls.run(stop.signal);
  const of = (name: string, masked = true) =>
    calls.view({ masked }).panels.find((panel) => panel.name === name)!;
  await until(() => of('very_short_calls').at !== null, eachTurn);
  stop.abort();
  await running;
  expect(of('calls_per_minute').rows).toEqual([['2026-11-28 10:00:00', '5', '60', '0.10']]);
  expect(of('callers_of_many')).toMatchObject({ rows: [], at: null, problem: 'too slow' });
  expect(of('call_bursts').rows).toEqual([['+•••••••••34', '12', 'a', null]]);
  expect(of('call_bursts', false).rows).toEqual([['+12125551234', '12', 'a', null]]);
  expect(of('revenue_by_provider').rows.map(([provider]) => provider)).toEqual(['+•••••••••••', 'AT&T']);
  expect(of('overlapping_calls').rows).toEqual([['•••', 'a', '5', '•••:•••••••••34']]);
  expect(of('overlapping_calls', false).rows[0]![3]).toBe('src:19145551234');
  expect(of('very_short_calls').rows[0]!.slice(0, 2)).toEqual(['•••', '+•••••••••21']);
});
