import { expect, test } from '@jest/globals';
import { createPeople, headcount } from './people.ts';

test('the headcount is a prime, so that every walk visits everybody', () => {
  for (let divisor = 2; divisor * divisor <= headcount; divisor += 1) {
    if (headcount % divisor === 0) throw new Error(`${String(divisor)} divides the headcount`);
  }
});

test('everybody has one number and keeps their name', () => {
  const people = createPeople(3);
  const names = new Map<string, string>();
  for (let n = 0; n < 20_000; n += 1) {
    const caller = people.nextCaller();
    const receiver = people.receiverFor(caller, (n % 1_000) / 1_000);
    for (const { number, name } of [caller, receiver]) {
      expect(names.get(number) ?? name).toBe(name);
      names.set(number, name);
    }
  }
});

test('nobody calls themselves', () => {
  const people = createPeople(3);
  const caller = people.receiverFor({ name: '', number: '' }, 0.5);
  expect(people.receiverFor(caller, 0.5).number).not.toBe(caller.number);
  const last = people.receiverFor({ name: '', number: '' }, 1 - 2 ** -32);
  expect(people.receiverFor(last, 1 - 2 ** -32).number).not.toBe(last.number);
});

test('the last of them still has ten digits', () => {
  const { number } = createPeople(1).receiverFor({ name: '', number: '' }, 1 - 2 ** -32);
  expect(number).toMatch(/^\+19\d{9}$/);
});
