import { type FoundLetter, rulesOf } from './letter.ts';

/** Which letters are asked for: those for which all holds that is given. */
export type LetterFilter = { [Name in keyof Asked]?: Asked[Name] | undefined };

interface Asked extends Pick<FoundLetter, 'reason' | 'stage' | 'partition'> {
  /** One of the rules that the record breaks. */
  rule: string;
  /** The dead record's, in raw. */
  offset: number;
  /** Written at or after this moment, epoch ms. */
  from: number;
  /** Written before this moment, epoch ms. */
  to: number;
  /** These letters alone, as `placeOf` names them. */
  places: ReadonlySet<string>;
}

/** Whether a letter is as asked, for each thing that may be asked. */
const conditions: { [Name in keyof Asked]: (asked: Asked[Name], letter: FoundLetter) => boolean } = {
  reason: (reason, letter) => letter.reason === reason,
  rule: (rule, letter) => rulesOf(letter).includes(rule),
  stage: (stage, letter) => letter.stage === stage,
  partition: (partition, letter) => letter.partition === partition,
  offset: (offset, letter) => letter.rawOffset === offset,
  from: (from, letter) => letter.writtenAt >= from,
  to: (to, letter) => letter.writtenAt < to,
  places: (places, letter) => places.has(placeOf(letter)),
};

/** Whether a letter is asked for. */
export function matches(filter: LetterFilter, letter: FoundLetter): boolean {
  return (Object.keys(conditions) as (keyof Asked)[]).every((name) => holds(name, filter, letter));
}

function holds<Name extends keyof Asked>(name: Name, filter: LetterFilter, letter: FoundLetter): boolean {
  const asked = filter[name];
  return asked === undefined || conditions[name](asked as Asked[Name], letter);
}

/** What makes a letter one: only the first one for each counts. */
export function placeOf({
  stage,
  partition,
  rawOffset,
}: Pick<FoundLetter, 'stage' | 'partition' | 'rawOffset'>): string {
  return `${stage} ${partition} ${rawOffset}`;
}
