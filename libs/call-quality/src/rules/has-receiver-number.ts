import type { Rule } from '../rule.ts';

/** A number of E.164, or a short code such as 911. */
export const hasReceiverNumber: Rule = {
  says: ({ receiverPattern }) => `receiver_id must match ${receiverPattern.source}`,
  brokenBy: ({ call }, { receiverPattern }) =>
    receiverPattern.test(call.receiver_id) ? null : 'receiver_id',
};
