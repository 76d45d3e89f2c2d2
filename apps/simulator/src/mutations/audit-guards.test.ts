import { describe } from '@jest/globals';
import { auditGuards } from './audit-guards.ts';
import { expectNoticed } from './expect-noticed.ts';

describe('the audit', () => expectNoticed(auditGuards));
