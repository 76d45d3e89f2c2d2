import type { LetterQuery } from '../../api.ts';
import { moment } from '../show/format.ts';
import { stages } from './stages.ts';

/** A few words for each thing that may be asked for, in the order of the sentence. */
const words: { [Name in keyof LetterQuery]-?: (asked: NonNullable<LetterQuery[Name]>) => string } = {
  reason: (reason) => `with reason ${reason}`,
  rule: (rule) => `that break ${rule}`,
  stage: (stage) => `of ${stages[stage]}`,
  partition: (partition) => `of partition ${partition}`,
  from: (from) => `written from ${moment(from)} on`,
  to: (to) => `written before ${moment(to)}`,
  text: (text) => `whose record holds “${text}”`,
};

/** Which letters are asked for: `letters with reason quality, of partition 3`. */
export function askedWords(query: LetterQuery): string {
  const parts = (Object.keys(words) as (keyof LetterQuery)[]).flatMap((name) => said(name, query));
  return parts.length === 0 ? 'all letters' : `letters ${parts.join(', ')}`;
}

function said<Name extends keyof LetterQuery>(name: Name, query: LetterQuery): string[] {
  const asked = query[name];
  return asked === undefined ? [] : [(words[name] as (asked: unknown) => string)(asked)];
}
