import { describe } from '@jest/globals';
import { expectNoticed } from './expect-noticed.ts';
import { validatorGuards } from './validator-guards.ts';

describe('a validator', () => expectNoticed(validatorGuards));
