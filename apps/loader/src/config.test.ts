import { expect, test } from '@jest/globals';
import { readConfig } from '@cdr/worker';
import { batchAgeOf, loaderSettings, stallAfterMs } from './config.ts';

test('a loader is given three minutes to come a step further, and the age of a batch on top', () => {
  expect(stallAfterMs(readConfig({}, loaderSettings))).toBe(182_000);
  const patient = { STALL_SECONDS: '240', LOADER_BATCH_AGE_MS: '600000' };
  expect(stallAfterMs(readConfig(patient, loaderSettings))).toBe(840_000);
});

test('a batch waits a minute for Redshift and two seconds for PostgreSQL, unless it is told otherwise', () => {
  const redshift = { WAREHOUSE_URL: 'redshift://admin@h:5439/dev', REDSHIFT_COPY_ROLE: 'default' };
  const ageOf = (env: Record<string, string>) => batchAgeOf(readConfig(env, loaderSettings));
  expect([ageOf({}), ageOf(redshift), ageOf({ ...redshift, LOADER_BATCH_AGE_MS: '500' })]).toEqual([
    2_000, 60_000, 500,
  ]);
});

test('a time in which a load that the warehouse allows would look like a stall is refused', () => {
  expect(() => readConfig({ STALL_SECONDS: '60' }, loaderSettings)).toThrow(
    'STALL_SECONDS must be at least 180',
  );
});
