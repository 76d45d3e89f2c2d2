import type { Rule } from '../rule.ts';
import { firstText, textFields } from '../text-fields.ts';

const limits = Object.fromEntries(textFields.map(({ name, type }) => [name, type.bytes]));

/** Redshift measures VARCHAR in bytes. */
export const textFits: Rule = {
  says: (_, field) => `${field} must fit into ${limits[field]} bytes`,
  brokenBy: ({ call }) => firstText(call, exceeds),
};

// A UTF-16 unit takes three bytes at most, so that short text need not be measured.
function exceeds(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}
