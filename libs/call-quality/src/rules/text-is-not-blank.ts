import type { Rule } from '../rule.ts';
import { firstText } from '../text-fields.ts';

const blank = /^\p{White_Space}*$/u;

/** Blank is empty, or nothing but Unicode white space. */
export const textIsNotBlank: Rule = {
  says: (_, field) => `${field} must not be empty or only white space`,
  brokenBy: ({ call }) => firstText(call, (text) => blank.test(text)),
};
