import { describe, expect, test } from '@jest/globals';
import { type Done, type Evidence, judgeFaults } from './judge.ts';
import type { Kind, PartName } from './plan.ts';
import type { Told } from './told.ts';
import type { WorkerExit } from './worker-target.ts';

const endedAt = 100_000;
const all = ['generator', 'validator', 'loader'];

function done(part: PartName, kind: Kind, more: Partial<Done> = {}): Done {
  const times = { beganAt: 10_000, backAt: 15_000, recoveredAt: 21_500 };
  return { part, kind, round: 1, seconds: 5, ...times, notReady: all, ...more };
}

function told(worker: string, part: string, at = 12_000): Told {
  return { worker, at, kind: 'does not work', part, words: '' };
}

function exit(worker: string, expected: boolean): WorkerExit {
  return { worker, at: 12_000, exit: { code: null, signal: 'SIGKILL' }, expected };
}

function problemsOf(fault: Done, evidence: Partial<Evidence>): string[] {
  return judgeFaults([fault], { told: [], exits: [], ...evidence }, endedAt)[0]!.problems;
}

describe('a fault', () => {
  test('has its figures', () => {
    const evidence = { told: all.map((worker) => told(worker, 'Kafka')), exits: [] };
    expect(judgeFaults([done('kafka', 'kill')], evidence, endedAt)).toEqual([
      {
        part: 'kafka',
        kind: 'kill',
        round: 1,
        seconds: 5,
        secondsDown: 5,
        recoverySeconds: 6.5,
        told: all.map((worker) => ({ worker, part: 'Kafka', times: 1 })),
        notReady: all,
        exits: [],
        problems: [],
      },
    ]);
  });

  test.each<[string, Done, Partial<Evidence>, string[]]>([
    [
      'must pass by itself',
      done('generator', 'kill', { recoveredAt: null }),
      {},
      ['it did not work as before in time'],
    ],
    [
      'that makes a part go away must be told by each worker that uses it',
      done('warehouse', 'pause'),
      {},
      ['loader did not tell of it'],
    ],
    [
      'that makes a part go away must be seen at /ready',
      done('object-store', 'kill', { notReady: [] }),
      { told: [told('loader', 'S3')] },
      ['/ready of loader did not say that it is not'],
    ],
    [
      'that meets nobody, as every schema is known, need not be told',
      done('registry', 'kill', { notReady: [] }),
      {},
      [],
    ],
    [
      'that meets somebody who learns a schema may be told',
      done('registry', 'kill', { notReady: ['validator'] }),
      { told: [told('validator', 'schema registry')] },
      [],
    ],
    ['that is over at once need not be told', done('kafka', 'restart', { notReady: [] }), {}, []],
    ['that only makes a part slow need not be told', done('warehouse', 'slow', { notReady: [] }), {}, []],
    [
      'must not be told twice',
      done('warehouse', 'kill'),
      { told: [told('loader', 'warehouse'), told('loader', 'warehouse')] },
      ['loader told of warehouse 2 times'],
    ],
    [
      'must not be told of another part',
      done('warehouse', 'restart'),
      { told: [told('loader', 'S3')] },
      ['loader told of S3'],
    ],
    [
      'of a worker may be an outage to that worker',
      done('validator', 'pause'),
      { told: [told('validator', 'Kafka')] },
      [],
    ],
    [
      'of a worker is none to the others',
      done('validator', 'kill'),
      { told: [told('loader', 'Kafka')] },
      ['loader told of Kafka'],
    ],
    ['may end whom it is done to', done('loader', 'kill'), { exits: [exit('loader', true)] }, []],
    [
      'must end nobody else',
      done('loader', 'kill'),
      { exits: [exit('loader', true), exit('validator', false)] },
      ['validator ended unexpectedly (SIGKILL)'],
    ],
    [
      'must be no error',
      done('loader', 'kill'),
      { told: [{ worker: 'validator', at: 12_000, kind: 'error', part: null, words: 'no memory' }] },
      ['validator says: no memory'],
    ],
  ])('%s', (_, fault, evidence, problems) => {
    expect(problemsOf(fault, evidence)).toEqual(problems);
  });

  test('is judged by what was said until the next began, the last one until the end of the load', () => {
    const faults = [done('warehouse', 'kill'), done('warehouse', 'restart', { beganAt: 30_000 })];
    const evidence = {
      told: [9_999, 29_999, 30_000, endedAt].map((at) => told('loader', 'warehouse', at)),
      exits: [],
    };
    expect(judgeFaults(faults, evidence, endedAt).map((finding) => finding.told)).toEqual([
      [{ worker: 'loader', part: 'warehouse', times: 1 }],
      [{ worker: 'loader', part: 'warehouse', times: 1 }],
    ]);
  });
});
