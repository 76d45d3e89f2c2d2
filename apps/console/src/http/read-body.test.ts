import { describe, expect, test } from '@jest/globals';
import { readBody } from './read-body.ts';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  properties: {
    id: { type: 'integer', minimum: 0 },
    stage: { enum: ['validate', 'load'] },
    note: { type: 'string', maxLength: 3 },
  },
};

test('what fits the schema is read as it is', () => {
  expect(readBody(schema, '{"id":1,"note":"abc"}')).toEqual({ id: 1, note: 'abc' });
});

describe('is refused, without a word of what was sent', () => {
  test.each([
    ['', 'the request is no JSON'],
    ['{"id":1', 'the request is no JSON'],
    ['null', 'the request must be object'],
    ['[]', 'the request must be object'],
    ['{}', "the request must have required property 'id'"],
    ['{"id":"Ada"}', 'the request/id must be integer'],
    ['{"id":-1}', 'the request/id must be >= 0'],
    ['{"id":1,"stage":"Ada"}', 'the request/stage must be equal to one of the allowed values'],
    ['{"id":1,"note":"Adam"}', 'the request/note must NOT have more than 3 characters'],
    ['{"id":1,"Ada":1}', 'the request must NOT have additional properties'],
  ])('%s', (text, problem) => {
    expect(() => readBody(schema, text)).toThrow(
      expect.objectContaining({ name: 'QueryError', message: problem }),
    );
  });
});
