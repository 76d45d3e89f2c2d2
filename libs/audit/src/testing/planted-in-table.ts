import type { TableRow } from '../ledger/ledger.ts';
import type { ProblemKind } from '../problems.ts';
import { hasLetterOfLoader, loneRows, type Plant } from './plant.ts';
import { type Call, makeCall, rowOf } from './world.ts';

// What no call of the world says.
const otherFields: Call = {
  caller_name: 'Eve',
  receiver_name: 'Eve',
  caller_id: '+1',
  receiver_id: '911',
  start_datetime: '2023-05-12 10:00:00.5',
  end_datetime: '2023-05-12 10:01:01',
  call_duration: 59,
  network_provider: 'Vodafone',
  total_amount: '999.99',
};

/** What may be wrong with the rows. */
export const plantsInTable: Record<string, Plant> = {
  'a row is gone': (world, pick) => {
    const row = pick(loneRows(world));
    if (row === undefined) return null;
    world.rows = world.rows.filter((one) => one !== row);
    const isRefused = hasLetterOfLoader(world, row);
    // Then the record counts as refused: its letter stands, and only the batch lacks a row.
    return isRefused ? { kinds: ['batch-rows'] } : { kinds: ['batch-rows', 'lost'], lost: row };
  },

  'a row is there twice': (world, pick) => {
    const row = pick(world.rows);
    if (row === undefined) return null;
    world.rows.push({ ...row });
    return { kinds: ['batch-rows', 'repeated'], repeatedRows: row };
  },

  'a row came into a batch from nowhere': (world, pick) => {
    const row = pick(world.rows);
    if (row === undefined) return null;
    const at = { partition: row.partition, rawOffset: 5_000 };
    world.rows.push(rowOf(row.batchId, { ...at, ingestedAt: 1, call: makeCall(99_999) }));
    return { kinds: ['batch-rows', 'stray-rows'], strayRows: at };
  },

  'a row came with a batch of its own': (world) => {
    const place = { partition: 0, rawOffset: 5_000, ingestedAt: 1 };
    world.rows.push(rowOf('by hand', { ...place, call: makeCall(99_999) }));
    return { kinds: ['stray-rows'] };
  },

  'a row was moved to a partition that is not there': (world, pick) => {
    const row = pick(world.rows);
    if (row === undefined) return null;
    row.partition = 99;
    // Its clean record finds the call, and seems to be loaded already.
    return { kinds: ['batch-sums', 'stray-rows'], amountsAgree: true };
  },

  'two rows of a partition have each the batch of the other': (world, pick) => {
    const row = pick(world.rows);
    const other = world.rows.find((o) => o.partition === row?.partition && o.batchId !== row.batchId);
    if (row === undefined || other === undefined) return null;
    [row.batchId, other.batchId] = [other.batchId, row.batchId];
    return { kinds: ['altered'] };
  },

  'a field of a row was changed': (world, pick) => {
    const row = pick(world.rows);
    const [name, value] = pick(Object.entries(otherFields))!;
    if (row === undefined) return null;
    row.call = { ...row.call, [name]: value };
    return { kinds: ['altered'], altered: row };
  },

  'a field of a row was emptied': (world, pick) => {
    const row = pick(world.rows);
    const name = pick(Object.keys(otherFields))!;
    if (row === undefined) return null;
    row.call = { ...row.call, [name]: undefined };
    return { kinds: ['altered'], altered: row };
  },

  'the lineage of a row was changed': (world, pick) => {
    const row = pick(loneRows(world));
    const change = pick<Partial<TableRow>>([{ callId: 'x' }, { ingestedAt: 1 }, { ingestedAt: Number.NaN }]);
    if (row === undefined) return null;
    const { partition, rawOffset } = Object.assign(row, change);
    return { kinds: ['altered'], altered: { partition, rawOffset } };
  },

  'the time of loading of a row was changed': (world, pick) => {
    const row = pick(world.rows);
    if (row === undefined) return null;
    row.loadedAt -= 1;
    return { kinds: ['altered'] };
  },

  'two rows have each the content of the other': (world, pick) => {
    const row = pick(world.rows);
    const other = world.rows.find((one) => one !== row);
    if (row === undefined || other === undefined) return null;
    const { callId, fingerprint, ingestedAt, call } = row;
    const theirs = { callId: other.callId, fingerprint: other.fingerprint, call: other.call };
    Object.assign(row, { ...theirs, ingestedAt: other.ingestedAt });
    Object.assign(other, { callId, fingerprint, ingestedAt, call });
    return { kinds: ['altered'] };
  },

  'a row is gone, and another of its batch is there twice': (world, pick) => {
    const row = pick(loneRows(world).filter((one) => !hasLetterOfLoader(world, one)));
    const other = world.rows.find((one) => one !== row && one.batchId === row?.batchId);
    if (row === undefined || other === undefined) return null;
    world.rows = [...world.rows.filter((one) => one !== row), { ...other }];
    const kinds: ProblemKind[] = ['lost', 'repeated'];
    return { kinds, lost: row, repeatedRows: other };
  },

  'the fingerprint of a row was changed': (world, pick) => {
    const row = pick(loneRows(world));
    if (row === undefined) return null;
    row.fingerprint = '0123456789abcdef';
    return { kinds: ['altered'], altered: row };
  },
};
