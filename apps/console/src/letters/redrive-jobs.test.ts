import { eachTurn, until } from '@cdr/testing';
import { describe, expect, test } from '@jest/globals';
import type { RedriveJob } from '../api.ts';
import { topics } from '../memory-kafka.fixture.ts';
import { letterAbout } from './letters.fixture.ts';
import { withJobs } from './redrive-jobs.fixture.ts';

describe('a job', () => {
  test('looks first, and changes nothing', async () => {
    const { jobs, look, log } = withJobs();
    expect(jobs.job()).toBeNull();
    expect(await look()).toMatchObject({
      id: 1,
      by: 'ann',
      phase: 'looked',
      found: { matched: 4, sentBefore: 0, atCeiling: 0, tooLarge: 0, toSend: 4, chosen: 4 },
      sent: 0,
      problem: null,
    });
    expect([log('raw').end, log('redrive').end]).toEqual([0, 0]);
  });

  test('sends what it has shown, with a line for each, and tells of it', async () => {
    const { jobs, look, ended, sentTo, log, told } = withJobs();
    const { id } = await look();
    expect(jobs.send(id, 'mended', 'ann').phase).toBe('sending');
    expect(await ended('done')).toMatchObject({ id, sent: 4, unsure: 0, problem: null });
    const raw = topics.raw;
    expect([sentTo(0), sentTo(1)]).toEqual([[`${raw}/0/0`, `${raw}/0/1`, `${raw}/0/1`], [`${raw}/1/4`]]);
    const lines = log('redrive').records.map(({ value }) => JSON.parse(String(value)) as object);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatchObject({ by: 'ann', note: 'mended', edited: false });
    expect(told).toEqual([['done', 'mended']]);
  });

  test('says where its records stand in raw now', async () => {
    const { jobs, look, ended, log } = withJobs();
    log('raw').append([{ key: null, value: 'of another' }]);
    expect(jobs.send((await look()).id, '', 'ann').sentAs).toEqual([]);
    const places = ((await ended('done')) as RedriveJob).sentAs.map(
      ({ partition, offset }) => `${partition}/${offset}`,
    );
    expect(places).toEqual(['0/1', '0/2', '0/3', '1/0']);
  });

  test('says so of the first twenty alone', async () => {
    const { jobs, look, ended, log } = withJobs();
    log('dlq', 1).append(Array.from({ length: 30 }, (_, n) => letterAbout(10 + n, { partition: 1 })));
    jobs.send((await look({ query: { partition: 1 }, rate: 150 })).id, '', 'ann');
    const { sent, sentAs } = (await ended('done')) as RedriveJob;
    expect([sent, sentAs.length, sentAs.at(-1)]).toEqual([31, 20, { partition: 1, offset: 19 }]);
  });

  test('is sent in the name of whoever sends it, whoever looked', async () => {
    const { jobs, look, ended, log } = withJobs();
    expect(jobs.send((await look()).id, 'mended', 'bob').by).toBe('bob');
    await ended('done');
    const lines = log('redrive').records.map(({ value }) => JSON.parse(String(value)) as { by: string });
    expect(new Set(lines.map(({ by }) => by))).toEqual(new Set(['bob']));
  });

  test('finds those that were sent back before', async () => {
    const { jobs, look, ended } = withJobs();
    jobs.send((await look({ query: { reason: 'schema' } })).id, '', 'ann');
    await ended('done');
    expect((await look()).found).toMatchObject({ matched: 4, sentBefore: 1, chosen: 3 });
  });

  test.each([
    [{ query: { partition: 0 } }, 3],
    [{ query: { rule: 'a' } }, 1],
    [{ query: { stage: 'load' as const } }, 1],
    [{ query: {}, limit: 2 }, 2],
    [{ query: {}, chosen: [{ partition: 0, rawOffset: 1, stage: 'load' as const }] }, 1],
    [
      {
        query: { stage: 'validate' as const },
        chosen: [{ partition: 0, rawOffset: 1, stage: 'load' as const }],
      },
      0,
    ],
    [{ query: {}, chosen: [] }, 0],
  ])('takes of the letters what is asked for: %j', async (order, chosen) => {
    expect((await withJobs().look(order)).found!.chosen).toBe(chosen);
  });
});

describe('is refused', () => {
  const runs = 'another redrive runs, begun by ann: let it end, or stop it';

  test('to send without a look, or twice, or what another job has found', async () => {
    const { jobs, look, ended } = withJobs();
    expect(() => jobs.send(1, '', 'ann')).toThrow('this redrive is not the last one any more: look again');
    const { id } = await look();
    expect(() => jobs.send(id + 1, '', 'ann')).toThrow('look again');
    jobs.send(id, '', 'ann');
    expect(() => jobs.send(id, '', 'ann')).toThrow('there is nothing to send: look first');
    await ended('done');
    expect(() => jobs.send(id, '', 'ann')).toThrow('there is nothing to send: look first');
    await look();
    expect(() => jobs.send(id, '', 'ann')).toThrow('look again');
  });

  test('a second job while one looks or sends', async () => {
    const { jobs, look, ended } = withJobs();
    const edit = { partition: 0, rawOffset: 0, stage: 'validate', value: 'x', note: '' } as const;
    jobs.look({ query: {} }, 'ann');
    expect(() => jobs.look({ query: {} }, 'bob')).toThrow(runs);
    expect(() => jobs.send(1, '', 'ann')).toThrow('look first');
    await ended('looked');
    jobs.send((await look()).id, '', 'ann');
    expect(() => jobs.look({ query: {} }, 'bob')).toThrow(runs);
    expect(() => jobs.edit(edit, 'bob')).toThrow(runs);
    await ended('done');
    await look();
  });
});

describe('whoever stops a job', () => {
  test('ends it between two sends: what is in raw is in the list', async () => {
    const { jobs, look, ended, log, told } = withJobs();
    const { id } = await look({ query: {}, rate: 1 });
    jobs.send(id, 'note', 'ann');
    await until(() => jobs.job()!.sent === 1, eachTurn);
    jobs.stop(id);
    expect(await ended('failed')).toMatchObject({ sent: 1, unsure: 0, problem: 'it was told to stop' });
    expect([log('raw').end + log('raw', 1).end, log('redrive').end]).toEqual([1, 1]);
    expect(told).toEqual([['failed', 'note']]);
  });

  test('is not offered what it found', async () => {
    const { jobs, ended } = withJobs();
    const { id } = jobs.look({ query: {} }, 'ann');
    jobs.stop(id);
    expect(await ended('failed')).toMatchObject({ found: null, problem: 'it was told to stop' });
    expect(() => jobs.send(id, '', 'ann')).toThrow('look first');
  });

  test('ends a look behind the fetch under way', async () => {
    const { jobs, ended, asked } = withJobs();
    const fetches = () => asked.filter(({ what, topic }) => what === 'fetch' && topic === topics.dlq).length;
    const { id } = jobs.look({ query: {} }, 'ann');
    await until(() => fetches() > 0, eachTurn);
    jobs.stop(id);
    await ended('failed');
    expect(fetches()).toBe(1);
  });

  test('must mean the last one', async () => {
    const { jobs, look } = withJobs();
    await look();
    await look();
    expect(() => jobs.stop(1)).toThrow('this redrive is not the last one any more');
  });

  test('by ending the console waits for it', async () => {
    const { jobs, look, log } = withJobs();
    jobs.send((await look({ query: {}, rate: 1 })).id, '', 'ann');
    await until(() => jobs.job()!.sent === 1, eachTurn);
    await jobs.close();
    expect(jobs.job()).toMatchObject({ phase: 'failed', problem: 'it was told to stop' });
    expect([log('raw').end + log('raw', 1).end, log('redrive').end]).toEqual([1, 1]);
  });
});

describe('one record with another value', () => {
  const edit = {
    partition: 0,
    rawOffset: 1,
    stage: 'validate',
    value: '{"call_duration":5}',
    note: 'by hand',
  } as const;

  test('is sent in the stead of the dead one', async () => {
    const { jobs, ended, log, sentTo } = withJobs();
    expect(jobs.edit(edit, 'ann')).toMatchObject({ phase: 'looking', by: 'ann' });
    expect(await ended('done')).toMatchObject({ sent: 1, found: { chosen: 1 } });
    expect([String(log('raw').records[0]!.value), sentTo(0)]).toEqual([edit.value, [`${topics.raw}/0/1`]]);
    expect(JSON.parse(String(log('redrive').records[0]!.value))).toMatchObject({
      note: 'by hand',
      edited: true,
    });
  });

  test('that has no letter is told, and nothing is sent', async () => {
    const { jobs, ended, log } = withJobs();
    jobs.edit({ ...edit, rawOffset: 9 }, 'ann');
    expect((await ended('failed'))!.problem).toMatch(
      /^there is no letter about telecom-data.raw\/0 offset 9/,
    );
    expect(log('raw').end).toBe(0);
  });

  test('that was stopped while it looked is not sent', async () => {
    const { jobs, ended, log } = withJobs();
    jobs.stop(jobs.edit(edit, 'ann').id);
    expect(await ended('failed')).toMatchObject({ problem: 'it was told to stop' });
    expect(log('raw').end).toBe(0);
  });
});

test('a failure is told, with what may be in raw without a line; the next job runs', async () => {
  const { jobs, ended, look, trouble, log } = withJobs();
  trouble.fails = () => true;
  jobs.look({ query: {} }, 'ann');
  expect(await ended('failed')).toMatchObject({ found: null, problem: 'no broker answers' });
  trouble.fails = (request) => request.what === 'produce' && request.topic === topics.redrive;
  jobs.send((await look({ query: { reason: 'schema' } })).id, '', 'ann');
  expect(await ended('failed')).toMatchObject({
    sent: 0,
    unsure: 1,
    problem: expect.stringContaining('no broker answers'),
  });
  expect(log('raw', 1).end).toBe(1);
  trouble.fails = () => false;
  expect((await look()).found).toMatchObject({ chosen: 4 });
});
