import type { Letter, Letters } from './read-letters.ts';
import type { Expected } from './model.ts';
import type { Rows } from './read-table.ts';

/** What is wrong with a record, by its place in raw. */
export interface Offence {
  kind: 'lost' | 'doubled' | 'wrong';
  says: string;
}

/** What was found of one raw record. */
export interface Found {
  rows: readonly (readonly string[])[];
  validate: Letter | undefined;
  load: Letter | undefined;
}

/** Compares what became of a raw record with what must have become of it. */
export function compareRecord(expected: Expected, digest: string, found: Found): Offence[] {
  const offences =
    expected.kind === 'row' ? compareRow(expected, found) : compareLetter(expected, digest, found);
  // Copies lie in one partition, where the validator knows both: nothing is left for the loader to refuse.
  if (found.load !== undefined) offences.push(wrong(`the loader refused it as ${found.load.reason}`));
  return offences;
}

function compareRow({ row }: Expected & { kind: 'row' }, { rows, validate }: Found): Offence[] {
  const offences: Offence[] = [];
  if (validate !== undefined) offences.push(wrong(`a clean call has a letter: ${validate.reason}`));
  if (rows.length === 0 && validate === undefined) offences.push({ kind: 'lost', says: 'not in the table' });
  if (rows.length > 1) offences.push(doubled(`in the table ${rows.length} times`));
  for (const one of rows) {
    const differing = one.flatMap((value, n) => (value === row[n] ? [] : [n + 1]));
    if (differing.length > 0) offences.push(wrong(`its row differs in column ${differing.join(', ')}`));
  }
  return offences;
}

function compareLetter(
  { reason, rule, duplicateOf }: Expected & { kind: 'letter' },
  digest: string,
  { rows, validate }: Found,
): Offence[] {
  const offences: Offence[] = [];
  if (rows.length > 0) {
    const says = `in the table, though it is of no use (${reason})`;
    offences.push(duplicateOf === null ? wrong(says) : doubled(says));
  }
  if (validate === undefined) {
    if (rows.length === 0) offences.push({ kind: 'lost', says: `no letter (${reason})` });
    return offences;
  }
  if (validate.reason !== reason) offences.push(wrong(`its letter says ${validate.reason}, not ${reason}`));
  if (rule !== null && !validate.rules.includes(rule))
    offences.push(wrong(`its letter does not name ${rule}`));
  if (validate.duplicateOf !== duplicateOf)
    offences.push(
      wrong(`its letter names raw offset ${validate.duplicateOf} as the first, not ${duplicateOf}`),
    );
  if (validate.digest !== digest) offences.push(wrong('its letter has other bytes'));
  return offences;
}

/** What stands in table or letters of records that raw does not hold. `isThere` tells of a raw offset. */
export function findStrangers(rows: Rows, letters: Letters, isThere: (offset: number) => boolean): Offence[] {
  const strange = (offset: number, what: string) =>
    isThere(offset) ? [] : [wrong(`${what} of raw offset ${offset}, which is not there`)];
  return [
    ...[...rows.keys()].flatMap((offset) => strange(offset, 'a row')),
    ...[...letters.validate.keys()].flatMap((offset) => strange(offset, 'a letter')),
    ...[...letters.load.keys()].flatMap((offset) => strange(offset, 'a letter of the loader')),
    ...letters.strangers.map((offset) => wrong(`offset ${offset} of the dead letters is no letter`)),
  ];
}

function wrong(says: string): Offence {
  return { kind: 'wrong', says };
}

function doubled(says: string): Offence {
  return { kind: 'doubled', says };
}
