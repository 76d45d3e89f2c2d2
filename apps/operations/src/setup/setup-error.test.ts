import { describe, expect, test } from '@jest/globals';
import { MigrationError } from '@cdr/infra';
import { KafkaError } from '@cdr/kafka';
import { RegistryError } from '@cdr/schema-registry';
import { reasonOf, whileDoing } from './setup-error.ts';

const step = {
  doing: 'The tables could not be made',
  what: 'the warehouse at h:5439',
  look: 'WAREHOUSE_URL',
};

describe('a step of the setup', () => {
  test('gives what its work gives', async () => {
    expect(await whileDoing(step, () => Promise.resolve(6))).toBe(6);
  });

  test('that fails says what, where, why, and what to do', async () => {
    const work = () => Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:5439'));
    await expect(whileDoing(step, work)).rejects.toThrow(
      'The tables could not be made on the warehouse at h:5439: connect ECONNREFUSED 127.0.0.1:5439. ' +
        'Is it running? Look at WAREHOUSE_URL. What was made before is kept; run this again then.',
    );
  });

  test.each([
    ['Kafka', new KafkaError('Replication-factor is invalid', 'INVALID_REPLICATION_FACTOR', false)],
    ['S3', Object.assign(new Error('Forbidden'), { $metadata: { httpStatusCode: 403 } })],
    ['the registry', new RegistryError('HTTP 401', 'HTTP_401', false)],
    ['PostgreSQL', Object.assign(new Error('password authentication failed'), { severity: 'FATAL' })],
  ])('that %s refuses does not ask whether it runs', async (_, refusal) => {
    const failed = whileDoing(step, () => Promise.reject(refusal));
    await expect(failed).rejects.toThrow(`${reasonOf(refusal)}. Look at WAREHOUSE_URL. `);
  });

  test('that a migration stops says what that says to do, and no more', async () => {
    const failed = whileDoing(step, () => Promise.reject(new MigrationError('migration 2: no. Mend it')));
    await expect(failed).rejects.toThrow(
      'The tables could not be made on the warehouse at h:5439: migration 2: no. Mend it. ' +
        'What was made before is kept; run this again then.',
    );
  });

  test.each([
    ['Kafka', new KafkaError('connecting: ECONNREFUSED', 'KafkaJSConnectionError', true)],
    ['S3', Object.assign(new Error('connect ECONNREFUSED'), { $metadata: { attempts: 3 } })],
    ['the registry', new RegistryError('connect ECONNREFUSED', 'ECONNREFUSED', true)],
  ])('that %s does not answer asks whether it runs', async (_, silence) => {
    const failed = whileDoing(step, () => Promise.reject(silence));
    await expect(failed).rejects.toThrow('ECONNREFUSED. Is it running? Look at WAREHOUSE_URL. ');
  });
});

test.each<[string, unknown, string]>([
  ['an error’s message', new Error('no.'), 'no'],
  [
    'the first of several refused connections',
    new AggregateError([new Error('connect ECONNREFUSED ::1:9000')], ''),
    'connect ECONNREFUSED ::1:9000',
  ],
  ['the code of an error without words', Object.assign(new Error(''), { code: 'ECONNRESET' }), 'ECONNRESET'],
  [
    'the status S3 answers with',
    Object.assign(new Error('UnknownError'), { $metadata: { httpStatusCode: 403 } }),
    'UnknownError (HTTP 403)',
  ],
  ['what is no error', 'gone', 'gone'],
])('the reason is %s', (_, error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
