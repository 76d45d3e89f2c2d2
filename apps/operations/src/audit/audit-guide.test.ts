import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { problemKinds } from '@cdr/audit';

// docs/operations.md says for each kind of problem what to look for.

const guide = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');
const [, table] = /^\| kinds .*\n\| -.*\n((?:\|.*\n)+)/m.exec(guide)!;

test('the operations guide has a place for every kind of problem, and for no other', () => {
  const told = table!.split('\n').flatMap((row) => row.split('|')[1]?.match(/(?<=`)[a-z-]+(?=`)/g) ?? []);
  expect(told.sort()).toEqual([...problemKinds].sort());
});
