import { describe } from '@jest/globals';
import { expectNoticed } from './expect-noticed.ts';
import { loaderGuards } from './loader-guards.ts';

describe('a loader', () => expectNoticed(loaderGuards));
