import type { Mutation } from './mutation.ts';

export const auditGuards: readonly Mutation[] = [
  {
    guard: 'clean is read by the reader rule',
    rule: 6,
    edits: [
      {
        file: 'libs/audit/src/partition-tally.ts',
        find: 'if (rawOffset <= highWater) return false;',
        put: '',
      },
    ],
    profile: 'chain',
    shows: 'false alarm',
    seed: 156,
  },
  {
    guard: 'a record that is clean needs no letter, and one that is dead has one',
    rule: 3,
    edits: [
      {
        file: 'libs/audit/src/partition-audit.ts',
        find: 'else missing.add(offset);',
        put: '',
      },
      {
        file: 'apps/validator/src/validate-partition.ts',
        find: 'await dlq.publish(partition, letters);',
        put: '',
      },
    ],
    profile: 'chain',
    shows: 'silence',
  },
];
