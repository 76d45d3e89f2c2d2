import type { Rule } from '../rule.ts';

/** Nobody is billed for calling themselves. */
export const callerIsNotReceiver: Rule = {
  says: () => 'receiver_id must differ from caller_id',
  brokenBy: ({ call }) => (call.receiver_id === call.caller_id ? 'receiver_id' : null),
};
