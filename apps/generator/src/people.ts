import { Faker, en } from '@faker-js/faker';
import { createRandom } from './random.ts';

/** Somebody with a telephone. */
export interface Person {
  name: string;
  /** `+1` and ten digits, the first from 2 to 9. */
  number: string;
}

/** A town of telephones: everybody has a number of their own and always the same name. */
export interface People {
  /** Who places the next call; nobody returns before everybody else had their turn. */
  nextCaller(): Person;
  /** Somebody to be called: anybody but the caller. */
  receiverFor(caller: Person, draw: number): Person;
}

/** A prime, so that a walk in steps of any size visits everybody: nobody calls twice within ten million calls. */
export const headcount = 9_999_991;

const nameCount = 1_000;
const lowestNumber = 2_000_000_000;
const numbersPerPerson = 800; // ten million people over the eight thousand million numbers from 2 to 9

/** People by seed. Names are made once, by faker; a call needs none of its slow draws. */
export function createPeople(seed: number): People {
  const faker = new Faker({ locale: en, seed });
  const names = Array.from({ length: nameCount }, () => faker.person.fullName());
  const random = createRandom(seed, 1);
  const stride = 1 + random.below(headcount - 1);
  let place = random.below(headcount);

  function personAt(index: number): Person {
    const digits = lowestNumber + index * numbersPerPerson + ((index * 619) % numbersPerPerson);
    return { name: names[index % nameCount] as string, number: `+1${String(digits)}` };
  }

  return {
    nextCaller() {
      place = (place + stride) % headcount;
      return personAt(place);
    },
    receiverFor(caller, draw) {
      const index = Math.floor(draw * headcount);
      const receiver = personAt(index);
      return receiver.number === caller.number ? personAt((index + 1) % headcount) : receiver;
    },
  };
}
