import { expect, test } from '@jest/globals';
import type { Migration } from './migration-files.ts';
import { planMigrations } from './plan-migrations.ts';

const [table, ledger] = ['table', 'ledger'].map((name, n): Migration => ({
  version: n + 1,
  name,
  statements: [],
  inTransaction: true,
})) as [Migration, Migration];

test('an empty schema lacks all, a whole one nothing', () => {
  const all = [table, ledger];
  expect(planMigrations(all, [])).toEqual({ pending: all, unknown: [], from: 0, to: 2 });
  expect(planMigrations(all, all)).toEqual({ pending: [], unknown: [], from: 2, to: 2 });
});

test('a version that was left out is applied, though a later one is there', () => {
  expect(planMigrations([table, ledger], [ledger])).toMatchObject({ pending: [table], from: 2, to: 2 });
});

test('versions of a newer program are named, and are no reason to stop', () => {
  const newer = { version: 3, name: 'newer' };
  expect(planMigrations([table, ledger], [table, newer])).toEqual({
    pending: [ledger],
    unknown: [3],
    from: 3,
    to: 3,
  });
});

test('a version under another name is refused, with what to do', () => {
  expect(() => planMigrations([table], [{ version: 1, name: 'other' }])).toThrow(
    /^telecom\.schema_version says that migration 1 is "other", here it is "table".* next free number/,
  );
});
