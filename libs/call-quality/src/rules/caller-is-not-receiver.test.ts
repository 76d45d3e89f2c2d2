import { expect, test } from '@jest/globals';
import { brokenBy } from '../testing/good-call.ts';
import { callerIsNotReceiver } from './caller-is-not-receiver.ts';

test.each([
  ['two numbers are two people', { receiver_id: '+19145551235' }, null],
  ['one number cannot call itself', { receiver_id: '+19145551234' }, 'receiver_id'],
  ['two people of one name may call each other', { receiver_name: 'Dr. Melissa Carter' }, null],
])('%s', (_, changes, field) => {
  expect(brokenBy(callerIsNotReceiver, changes)).toBe(field);
});
