import { moment, unknown } from './format.ts';

const isoMoment = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d+)?Z$/;

/** A moment that comes as text, in the form of all others; what is no moment stays as it is. */
export function writtenMoment(text: string | null): string {
  if (text === null) return unknown;
  return isoMoment.test(text) ? moment(Date.parse(text)) : text;
}
