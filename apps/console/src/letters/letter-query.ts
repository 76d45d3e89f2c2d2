import { deadReasons } from '@cdr/kafka';
import type { LetterQuery } from '../api.ts';
import { QueryError, readChoice, readMoment, readNumber } from '../asked/read-query.ts';
import type { IndexedLetter } from './letter-index.ts';

/** Reads what letters are asked for from a URL's parameters. @throws QueryError in one sentence */
export function readLetterQuery(params: Readonly<Record<string, string>>): LetterQuery {
  const { rule, text } = params;
  if (text !== undefined && text.length > longestText)
    throw new QueryError(`text must have at most ${longestText} characters`);
  return {
    ...defined({
      reason: readChoice(params, 'reason', deadReasons),
      stage: readChoice(params, 'stage', ['validate', 'load'] as const),
      partition: readNumber(params, 'partition'),
      from: readMoment(params, 'from'),
      to: readMoment(params, 'to'),
      rule: rule === '' ? undefined : rule,
      text: text === '' ? undefined : text,
    }),
  };
}

const longestText = 200;

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** Whether a letter is as asked, its text and time aside. */
export function isAsked({ reason, rule, stage, partition }: LetterQuery, letter: IndexedLetter): boolean {
  return (
    (reason === undefined || letter.reason === reason) &&
    (stage === undefined || letter.stage === stage) &&
    (partition === undefined || letter.partition === partition) &&
    (rule === undefined || rulesOf(letter).includes(rule))
  );
}

/** The rules of a letter, one by one. */
export function rulesOf({ rules }: { rules: string }): string[] {
  return rules.split(',').filter((rule) => rule !== '');
}
