import { describe, expect, test } from '@jest/globals';
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
    const work = () => Promise.reject(new Error('password authentication failed for user "admin"'));
    await expect(whileDoing(step, work)).rejects.toThrow(
      'The tables could not be made on the warehouse at h:5439: password authentication failed for user "admin". ' +
        'Is it running? Look at WAREHOUSE_URL. What was made before is kept; run this again then.',
    );
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
