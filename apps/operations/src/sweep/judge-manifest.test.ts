import { expect, test } from '@jest/globals';
import { judgeManifest } from './judge-manifest.ts';

const positions = new Map([
  [0, 100],
  [1, 200],
]);
const positionsOf = async (topic: string) => (topic === 'clean' ? positions : new Map<number, number>());

function judged(...ranges: unknown[]) {
  return judgeManifest(JSON.stringify({ entries: [], ranges }), positionsOf);
}

function range(partition: number, first: number, topic = 'clean') {
  return { topic, partition, first_offset: first, next_offset: first + 5 };
}

test.each([
  ['a position is past where it begins', [range(0, 99)], 'overtaken'],
  ['one of its positions is past', [range(0, 100), range(1, 150)], 'overtaken'],
  ['every position is just where it begins', [range(0, 100), range(1, 200)], 'loadable'],
  ['a position lies before it', [range(0, 100), range(1, 201)], 'loadable'],
  ['the warehouse has no such topic', [range(0, 99, 'another.clean')], 'elsewhere'],
  ['the warehouse has no such partition, though another is past', [range(0, 99), range(7, 0)], 'elsewhere'],
  ['it has no ranges', [], 'unreadable'],
  ['a range has no number', [{ topic: 'clean', partition: 0 }], 'unreadable'],
])('a batch of which %s is told', async (_, ranges, kind) => {
  expect(await judged(...ranges)).toEqual({ kind });
});

test.each(['', '{', '{}', 'null', '{"ranges":7}'])('a manifest that is %j cannot be read', async (text) => {
  expect(await judgeManifest(text, positionsOf)).toEqual({ kind: 'unreadable' });
});
