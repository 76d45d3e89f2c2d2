import { expect, test } from '@jest/globals';
import { readNewest as matchSchema } from './read-record.ts';
import { goodCall } from './testing/good-call.ts';

test('a call record matches and is passed on as it is', () => {
  const json = { ...goodCall };
  const matched = matchSchema(json);
  expect(matched.kind === 'matched' && matched.call).toBe(json);
});

test.each(Object.keys(goodCall))('without %s the missing field is named', (name) => {
  const rest = Object.fromEntries(Object.entries(goodCall).filter(([key]) => key !== name));
  expect(matchSchema(rest)).toMatchObject({
    reason: 'schema',
    path: `/${name}`,
    error: `${name} is missing`,
  });
});

test.each(Object.keys(goodCall))('a wrong type of %s is told by what is asked', (name) => {
  const refused = matchSchema({ ...goodCall, [name]: null });
  expect(refused).toMatchObject({ path: `/${name}`, rules: ['matches-schema'] });
  expect(refused).toHaveProperty('error', expect.stringMatching(`^${name} must be (text|a )`));
});

test('an unknown field is not named: its name may be personal', () => {
  expect(matchSchema({ ...goodCall, 'Melissa Carter': 1 })).toMatchObject({
    path: '',
    error: 'the record has a field the schema does not know',
  });
});

test('JSON that is no object is told as such', () => {
  expect(matchSchema(['x'])).toMatchObject({ path: '', error: 'the value is JSON but not an object' });
});
