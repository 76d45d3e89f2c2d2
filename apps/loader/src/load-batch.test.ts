import { describe, expect, test } from '@jest/globals';
import { WarehouseError } from '@cdr/warehouse';
import { Stop } from '@cdr/worker';
import { aBatch, recordingParts } from './fake-parts.fixture.ts';
import { type CutBatch, loadBatch } from './load-batch.ts';

const conflict = { rawPartition: 0, rawOffset: 7, ingestedAt: 5, of: { partition: 3, offset: 2 } };
const staging = [
  'write',
  'put telecom_data/batch_id=b1/manifest.json',
  'put telecom_data/batch_id=b1/_SUCCESS',
  'copy',
];

test('parts, manifest, _SUCCESS, copy, letters, and only then the transaction', async () => {
  const { parts, actions, letters } = recordingParts({ conflicts: [[conflict]] });
  const names = ['part-00000.parquet', 'part-00001.parquet'];
  const footer = { columns: [], rows: 1 };
  const files = names.map((name) => ({
    name,
    file: name,
    bytes: 3,
    rows: 1,
    footer,
    read: () => Promise.resolve(Buffer.from('PAR')),
  }));
  const batch = aBatch(actions);
  const write: CutBatch['write'] = async (how) => ({ ...(await batch.write(how)), parts: files });

  const result = await loadBatch({ ...batch, write }, parts);
  expect(actions).toEqual([
    'write',
    'put telecom_data/batch_id=b1/part-00000.parquet',
    'put telecom_data/batch_id=b1/part-00001.parquet',
    'put telecom_data/batch_id=b1/manifest.json',
    'put telecom_data/batch_id=b1/_SUCCESS',
    'copy',
    'look for conflicts',
    '1 letters to dlq/0 acknowledged',
    'remove 1 staged',
    'commit with 1 conflicts, 0 unloadable',
    'close connection',
    'remove files',
  ]);
  expect(result).toMatchObject({ kind: 'loaded', loaded: 2, conflicts: 1, files: 2, bytes: 6 });
  expect(letters).toEqual([
    expect.objectContaining({
      key: Buffer.from('key'),
      value: Buffer.from('raw 7'),
      headers: expect.objectContaining({
        'dlq.reason': 'conflict',
        'dlq.stage': 'load',
        'dlq.original.offset': '7',
        'dlq.duplicate.of': '2',
        'dlq.duplicate.of.partition': '3',
      }),
    }),
  ]);
});

test('each thing that is done is told: none takes as long as a stall, all of them together may', async () => {
  const { parts, actions } = recordingParts({ conflicts: [[conflict]] });
  const { warehouse } = parts;
  function onStep(): void {
    actions.push('step');
  }
  function copy(...[staged, step]: Parameters<typeof warehouse.copy>) {
    actions.push('COPY');
    step();
    return warehouse.copy(staged, step);
  }
  const batch = aBatch(actions);
  const write: CutBatch['write'] = (how) => {
    actions.push('file');
    how.onStep();
    return batch.write(how);
  };
  await loadBatch({ ...batch, write }, { ...parts, onStep, warehouse: { ...warehouse, copy } });
  expect(actions.join(' | ').replaceAll(' | step', '*').split(' | ')).toEqual([
    'file*',
    'write*',
    'put telecom_data/batch_id=b1/manifest.json*',
    'put telecom_data/batch_id=b1/_SUCCESS**', // and the end of the phase
    'COPY*',
    'copy*',
    'look for conflicts**', // and the raw record of the conflict
    '1 letters to dlq/0 acknowledged*',
    'remove 1 staged*',
    'commit with 1 conflicts, 0 unloadable*',
    'close connection',
    'remove files',
  ]);
});

test('a conflict that comes into the table meanwhile gets its letter outside the transaction, which is begun anew', async () => {
  const { parts, actions } = recordingParts({
    conflicts: [[], [conflict]],
    outcomes: [{ kind: 'new-conflicts' }],
  });
  await loadBatch(aBatch(actions), parts);
  expect(actions).toEqual([
    ...staging,
    'look for conflicts',
    'commit with 0 conflicts, 0 unloadable',
    'look for conflicts',
    '1 letters to dlq/0 acknowledged',
    'remove 1 staged',
    'commit with 1 conflicts, 0 unloadable',
    'close connection',
    'remove files',
  ]);
});

test('a batch of nothing but replays only moves the position', async () => {
  const { parts, actions } = recordingParts({ skips: ['committed', 'moved-on'] });
  const batch = aBatch(actions, { rows: 0 });
  expect(await loadBatch(batch, parts)).toMatchObject({
    kind: 'loaded',
    loaded: 0,
    files: 0,
    seconds: { commit: expect.any(Number) },
  });
  expect(await loadBatch(batch, parts)).toEqual({ kind: 'moved-on' });
  expect(actions).toEqual(['skip', 'skip']);
});

test('records that no warehouse takes have their letters before anything is staged', async () => {
  const { parts, actions, letters } = recordingParts();
  const batch = aBatch(actions);
  const unloadable = [9, 4].map((rawOffset) => ({
    rawPartition: 0,
    rawOffset,
    ingestedAt: 5,
    path: '/caller_name',
    error: 'x',
  }));
  const result = await loadBatch(
    { ...batch, rows: 4, write: async (how) => ({ ...(await batch.write(how)), unloadable }) },
    parts,
  );
  expect(actions.slice(0, 3)).toEqual(['write', '2 letters to dlq/0 acknowledged', staging[1]]);
  expect(actions).toContain('commit with 0 conflicts, 2 unloadable');
  expect(letters.map(({ value }) => String(value))).toEqual(['raw 4', 'raw 9']);
  expect(letters[0]!.headers).toMatchObject({ 'dlq.reason': 'load', 'dlq.path': '/caller_name' });
  expect(result).toMatchObject({ kind: 'loaded', unloadable: 2 });
});

test('a batch whose every record is unloadable writes the letters and moves the position', async () => {
  const { parts, actions } = recordingParts();
  const batch = aBatch(actions);
  const unloadable = [0, 1].map((rawOffset) => ({
    rawPartition: 0,
    rawOffset,
    ingestedAt: 5,
    path: '',
    error: 'x',
  }));
  const result = await loadBatch(
    { ...batch, write: async (how) => ({ ...(await batch.write(how)), rows: 0, unloadable }) },
    parts,
  );
  expect(Object.keys('seconds' in result ? result.seconds : {})).toEqual(['write', 'commit']);
  expect(actions).toEqual(['write', '2 letters to dlq/0 acknowledged', 'skip', 'remove files']);
});

describe('a batch that the warehouse refuses because of a row', () => {
  function refusing(...refused: string[]) {
    return recordingParts({ refuses: (what) => refused.includes(what) });
  }

  test('gives that row a letter, and the others are loaded as a batch of their own', async () => {
    const { parts, actions, letters } = refusing('2 rows', 'rows 1 to 1 of 2');
    const result = await loadBatch(aBatch(actions), parts);
    expect(actions.filter((action) => !/^put .*-try/.test(action))).toEqual([
      ...staging,
      ...[
        'try made up',
        'close connection',
        'try rows 0 to 0 of 2',
        'close connection',
        'try rows 1 to 1 of 2',
      ],
      // A warehouse in trouble may refuse anything once.
      ...['try made up', 'close connection', 'try rows 1 to 1 of 2'],
      ...['try made up', 'close connection', 'try rows 1 to 1 of 2'],
      '1 letters to dlq/0 acknowledged',
      'remove files',
      'write without 1',
      'put telecom_data/batch_id=b1-2/manifest.json',
      'put telecom_data/batch_id=b1-2/_SUCCESS',
      ...['copy', 'look for conflicts', 'commit with 0 conflicts, 1 unloadable'],
      ...['close connection', 'remove files'],
    ]);
    expect(letters.map(({ headers }) => headers)).toEqual([
      expect.objectContaining({
        'dlq.reason': 'load',
        'dlq.rule': 'is-loadable',
        'dlq.path': '/caller_name',
        'dlq.original.offset': '1',
        'dlq.error': expect.stringMatching(/^the warehouse refuses caller_name: too long in b1-try\d$/),
      }),
    ]);
    expect(result).toMatchObject({ kind: 'loaded', batchId: 'b1-2', unloadable: 1 });
  });

  test('is skipped when every row is refused, each with its letter', async () => {
    const { parts, actions, letters } = refusing('2 rows', 'rows 0 to 0 of 2', '1 rows', 'rows 0 to 0 of 1');
    const result = await loadBatch(aBatch(actions), parts);
    expect(actions.slice(-3)).toEqual(['write without 2', 'skip', 'remove files']);
    expect(letters).toHaveLength(2);
    expect(result).toMatchObject({ kind: 'loaded', loaded: 0, unloadable: 2 });
  });

  test('is for a person when even a made-up row is refused: no record is put aside', async () => {
    const { parts, actions, letters } = refusing('2 rows', 'made up');
    const failed = loadBatch(aBatch(actions), parts);
    await expect(failed).rejects.toThrow(
      /^batch b1 was not loaded: the warehouse refuses even a made-up row \(column caller_name\)/,
    );
    await expect(failed).rejects.toBeInstanceOf(Stop);
    expect([letters.length, actions.at(-1)]).toEqual([0, 'remove files']);
  });

  test('begins anew when each part of it is taken: what was wrong has passed', async () => {
    const { parts, actions, letters } = refusing('2 rows');
    await expect(loadBatch(aBatch(actions), parts)).rejects.toMatchObject({
      name: 'WarehouseError',
      retriable: true,
    });
    expect(letters).toEqual([]);
  });
});

test('a position moved by another loader ends the load, connection closed and files removed', async () => {
  const { parts, actions } = recordingParts({ outcomes: [{ kind: 'moved-on' }] });
  expect(await loadBatch(aBatch(actions), parts)).toEqual({ kind: 'moved-on' });
  expect(actions.slice(-2)).toEqual(['close connection', 'remove files']);
});

test.each([
  ['copying', (error: Error) => ({ copyFails: error }), ['copy', 'remove files']],
  ['the transaction', (error: Error) => ({ outcomes: [error] }), ['close connection', 'remove files']],
])('trouble in %s is thrown, and nothing is left open', async (_, script, last) => {
  const error = new WarehouseError('gone', 'CONNECTION_LOST', true);
  const { parts, actions } = recordingParts(script(error));
  await expect(loadBatch(aBatch(actions), parts)).rejects.toBe(error);
  expect(actions.slice(-2)).toEqual(last);
});

test.each([1, 3])(
  '%s rows copied of 2 written are never committed: the load begins anew',
  async (copiedRows) => {
    const { parts, actions } = recordingParts({ copiedRows });
    const failed = loadBatch(aBatch(actions), parts);
    await expect(failed).rejects.toMatchObject({ name: 'WarehouseError', retriable: true });
    await expect(failed).rejects.toThrow(`batch b1 has 2 rows in its files, but ${copiedRows} came into`);
    expect(actions).toEqual([...staging, 'close connection', 'remove files']);
  },
);

test('a batch of which a record is neither in the files nor refused is not loaded', async () => {
  const { parts, actions } = recordingParts();
  const failed = loadBatch(aBatch(actions, { rows: 3 }), parts);
  await expect(failed).rejects.toThrow(/^batch b1 was cut from 3 clean records, .* have 2: not loaded/);
  expect(actions).toEqual(['write', 'remove files']);
});
