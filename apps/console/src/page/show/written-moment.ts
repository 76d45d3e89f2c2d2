import { moment, unknown } from './format.ts';

/** A moment that comes as text, in the form of all others; what is no moment stays as it is. */
export function writtenMoment(text: string | null): string {
  if (text === null) return unknown;
  const at = Date.parse(text);
  return Number.isNaN(at) ? text : moment(at);
}
