import type { Rule } from '../rule.ts';
import { firstText } from '../text-fields.ts';

const unstorable = /[\0\p{Surrogate}]/u;

/** PostgreSQL and Redshift store no NUL, and half of a surrogate pair is no UTF-8. */
export const textCanBeStored: Rule = {
  says: (_, field) => `${field} must not contain NUL or a lone surrogate`,
  brokenBy: ({ call }) => firstText(call, (text) => unstorable.test(text)),
};
