import type { Edit, Mutation } from './mutation.ts';

const loader = 'apps/loader/src';
const statements = `${loader}/warehouse/statements.ts`;
const commitLoad = `${loader}/warehouse/commit-load.ts`;

const noLock: Edit[] = [
  { file: commitLoad, find: 'await session.query(sql.lockGate);', put: '' },
  {
    file: commitLoad,
    find: 'const { rowCount } = await session.query(sql.bumpGate);',
    put: 'const rowCount = 1;',
  },
];
const noCompare: Edit = {
  file: statements,
  find: 'AND next_offset = $8 AND raw_high_water = $9',
  // The parameters stay: a statement must name all it is given.
  put: 'AND ($8 IS NOT NULL AND $9 IS NOT NULL)',
};
const antiJoin = 'WHERE s.place = 1 AND t.call_id IS NULL';

export const loaderGuards: readonly Mutation[] = [
  {
    guard: 'a position moves only from where the batch began',
    rule: 7,
    edits: [noCompare],
    profile: 'race',
    shows: 'ledger',
    seed: 18,
  },
  {
    guard: 'a row is inserted only for a call that the table lacks',
    rule: 7,
    edits: [{ file: statements, find: antiJoin, put: 'WHERE s.place = 1' }],
    profile: 'chain',
    shows: 'double row',
  },
  {
    guard: 'of a batch, one row is inserted for each call',
    rule: 7,
    edits: [{ file: statements, find: antiJoin, put: 'WHERE t.call_id IS NULL' }],
    profile: 'chain',
    shows: 'double row',
  },
  {
    guard: 'one loader at a time is behind the gate',
    rule: 7,
    edits: noLock,
    profile: 'race',
    shows: 'double row',
  },
  {
    guard: 'the gate is taken before anything is read (and its counter makes an older picture conflict)',
    rule: 7,
    edits: [
      {
        file: `${loader}/warehouse/sql-warehouse.ts`,
        find: 'await connection.query(createStaging);',
        put: "await connection.query('BEGIN'); await connection.query(createStaging);",
      },
      { file: commitLoad, find: "await session.query('BEGIN');", put: '' },
      {
        file: commitLoad,
        find: 'const { rowCount } = await session.query(sql.bumpGate);',
        put: 'const rowCount = 1;',
      },
    ],
    profile: 'race',
    shows: 'double row',
    seed: 118,
  },
  {
    guard: 'the highest raw offset loaded is kept with the position',
    rule: 6,
    edits: [
      {
        file: statements,
        find: 'AND next_offset = $8 AND raw_high_water = $9',
        put: 'AND next_offset = $8 AND $9 IS NOT NULL',
      },
      { file: commitLoad, find: "rawHighWater: Number(row['raw_high_water'])", put: 'rawHighWater: -1' },
    ],
    profile: 'chain',
    shows: 'ledger',
    seed: 225,
  },
  {
    guard: 'the loader reads clean by the reader rule',
    rule: 6,
    edits: [
      { file: `${loader}/advance.ts`, find: 'if (tail.raw_offset <= rawHighWater) continue;', put: '' },
    ],
    profile: 'chain',
    shows: 'ledger',
    seed: 155,
  },
  {
    guard: 'setup makes the rows of the positions, no loader does (and the gate)',
    rule: 6,
    edits: [
      ...noLock,
      {
        file: 'infra/warehouse/migration.ts',
        find: 'return [...tables, ...positions(topic, partitions)];',
        put: 'return [...tables, ...positions(topic, 0)];',
      },
      {
        file: commitLoad,
        find: 'if (found.length !== 1) throw new Stop(wrongRows(topic, partition, found.length));',
        put: `if (found.length === 0) {
          positions.set(partition, { nextOffset: 0, rawHighWater: -1, last: null });
          continue;
        }`,
      },
      {
        file: commitLoad,
        find: 'if (rowCount !== 1) return false;\n  }\n  return true;',
        put: `if (rowCount === 0) {
      if (from.nextOffset > 0) return false;
      await session.query(
        \`INSERT INTO telecom.loaded_through (topic, kafka_partition, next_offset, raw_high_water, last_raw_offset, last_timestamp)
         VALUES ($1, $2, $3, $4, $5, $6)\`,
        [topic, partition, to.nextOffset, to.rawHighWater, to.last?.rawOffset ?? null, to.last?.timestamp ?? null],
      );
    }
  }
  return true;`,
      },
    ],
    profile: 'race',
    shows: 'ledger',
    seed: 28,
  },
  {
    guard: 'an unknown outcome is not guessed (and positions move only from where the batch began)',
    rule: 9,
    edits: [
      {
        file: commitLoad,
        find: "await session.query(outcome.kind === 'committed' ? 'COMMIT' : 'ROLLBACK');",
        put: "await session.query(outcome.kind === 'committed' ? 'COMMIT' : 'ROLLBACK').catch(() => undefined);",
      },
      noCompare,
    ],
    profile: 'chain',
    shows: 'ledger',
    seed: 10,
  },
  {
    guard: 'a call with other content than its row becomes a letter',
    rule: 8,
    edits: [
      {
        file: commitLoad,
        find: 'const { rows } = await session.query(sql.selectConflicts);',
        put: 'const rows: Record<string, unknown>[] = [];',
      },
    ],
    profile: 'chain',
    shows: 'lost row',
  },
  {
    guard: 'a call with the same content as its row becomes none',
    rule: 8,
    edits: [
      {
        file: statements,
        find: 'WHERE s.fingerprint <> coalesce(t.fingerprint, o.fingerprint, f.fingerprint)',
        put: "WHERE s.fingerprint <> ''",
      },
    ],
    profile: 'chain',
    shows: 'refusal',
  },
  {
    guard: 'the letter of a conflict names the record that came first',
    rule: 8,
    edits: [
      {
        file: `${loader}/send-letters.ts`,
        find: 'duplicateOf: of.offset,',
        put: 'duplicateOf: rawOffset,',
      },
    ],
    profile: 'race',
    shows: 'refusal',
  },
  {
    guard: 'behind the gate, conflicts are looked for once more',
    rule: 7,
    edits: [
      {
        file: commitLoad,
        find: "if ((await findConflicts(session)).length > 0) return { kind: 'new-conflicts' };",
        put: '',
      },
    ],
    profile: 'race',
    shows: 'lost row',
    seed: 145,
  },
  {
    guard: 'letters of conflicts are acknowledged before the load',
    rule: 7,
    edits: [
      {
        file: `${loader}/load-batch.ts`,
        find: 'await sendLetters(conflicts.map(refuseConflict), parts);',
        put: 'sendLetters(conflicts.map(refuseConflict), parts).catch(() => undefined);',
      },
    ],
    profile: 'chain',
    shows: 'lost row',
    seed: 74,
  },
  {
    guard: 'letters of what no warehouse takes are acknowledged before the load',
    rule: 7,
    edits: [
      {
        file: `${loader}/load-batch.ts`,
        find: 'await sendLetters(refused.add(written.unloadable.map(refuseUnloadable)), parts);',
        put: 'sendLetters(refused.add(written.unloadable.map(refuseUnloadable)), parts).catch(() => undefined);',
      },
    ],
    profile: 'chain',
    shows: 'lost row',
    seed: 38,
  },
  {
    guard: 'letters of what this warehouse refuses are acknowledged before the rest is loaded',
    rule: 8,
    edits: [
      {
        file: `${loader}/load-batch.ts`,
        find: 'await sendLetters(refused.add(isolated), parts);',
        put: 'sendLetters(refused.add(isolated), parts).catch(() => undefined);',
      },
    ],
    profile: 'chain',
    shows: 'lost row',
    seed: 455,
  },
  {
    guard:
      'a row that the warehouse refuses is looked for to the end: what is named is that row and no other',
    rule: 8,
    edits: [
      {
        file: `${loader}/find-refused-rows.ts`,
        find: 'if (span.count === 1) found.set(span.first, objection);',
        put: 'if (span.count <= 2) found.set(span.first, objection);',
      },
    ],
    profile: 'chain',
    shows: 'refusal',
  },
  {
    guard:
      'a row gets its letter only after it was refused alone more than once: the warehouse may be in trouble',
    rule: 8,
    edits: [
      { file: `${loader}/isolate-rows.ts`, find: 'const timesAlone = 3;', put: 'const timesAlone = 1;' },
    ],
    profile: 'chain',
    shows: 'refusal',
    seed: 103,
  },
];
