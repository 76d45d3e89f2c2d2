import type { Rule } from '../rule.ts';
import { textFields } from '../text-fields.ts';

const unstorable = /[\0\p{Surrogate}]/u;

/** PostgreSQL and Redshift store no NUL, and half of a surrogate pair is no UTF-8. */
export const textCanBeStored: Rule = {
  says: (_, field) => `${field} must not contain NUL or a lone surrogate`,
  brokenBy: ({ call }) => textFields.find(({ name }) => unstorable.test(call[name]))?.name ?? null,
};
