import { expect, test } from '@jest/globals';
import { WarehouseError } from '@cdr/warehouse';
import pg from 'pg';
import { repeatWhenOvertaken } from './repeat-when-overtaken.ts';

function recording() {
  const asked: string[] = [];
  const query = (text: string) => {
    asked.push(text);
    return Promise.resolve({ rows: [], rowCount: null });
  };
  return { session: { query }, asked };
}

/** Fails so often, then works. */
function failing(times: number, error: unknown) {
  let left = times;
  return async () => {
    if (left > 0) {
      left -= 1;
      throw error;
    }
    return 'done';
  };
}

const violation = Object.assign(new pg.DatabaseError('1023', 0, 'error'), { code: 'XX000' });
const stale = new WarehouseError('could not serialize', '40001', true);

test.each([
  ['Redshift’s serializable isolation violation', violation],
  ['a serialization failure', stale],
  ['a deadlock', new WarehouseError('deadlock', '40P01', true)],
])('%s is begun anew from a clean transaction', async (_, error) => {
  const { session, asked } = recording();
  expect(await repeatWhenOvertaken(session, 'x', failing(3, error))).toBe('done');
  expect(asked).toEqual(['ROLLBACK', 'ROLLBACK', 'ROLLBACK']);
});

test('more than three in a row are told', async () => {
  const { session } = recording();
  const repeated = repeatWhenOvertaken(session, 'loading b', failing(4, violation));
  await expect(repeated).rejects.toMatchObject({ code: 'redshift:1023', retriable: true });
});

test.each([
  new WarehouseError('the connection is lost', 'CONNECTION_LOST', true),
  new WarehouseError('took too long', '57014', true),
  new WarehouseError('no such table', '42P01', false),
])('%s says nothing of what was committed, so it is not done again', async (error) => {
  const { session, asked } = recording();
  await expect(repeatWhenOvertaken(session, 'x', failing(1, error))).rejects.toBe(error);
  expect(asked).toEqual([]);
});
