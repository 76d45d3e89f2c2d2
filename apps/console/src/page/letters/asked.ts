import type { LetterQuery } from '../../api.ts';
import { allReasons } from '../parts/reasons.ts';
import { stageNames } from './stages.ts';

type Reader<Name extends keyof LetterQuery> = (said: string) => LetterQuery[Name];

/** Each thing that letters may be asked for, as it stands in the address bar. */
const readers: { [Name in keyof LetterQuery]-?: Reader<Name> } = {
  reason: (said) => allReasons.find((name) => name === said),
  rule: (said) => said,
  stage: (said) => stageNames.find((name) => name === said),
  partition: readWhole,
  from: readWhole,
  to: readWhole,
  text: (said) => said,
};

/** What the address bar asks for. What cannot be asked for is passed over, as a link may be old or typed by hand. */
export function readAsked(query: URLSearchParams): LetterQuery {
  const asked = Object.entries(readers).map(([name, read]) => [name, read(query.get(name) ?? '')] as const);
  return Object.fromEntries(asked.filter(([, value]) => value !== undefined && value !== ''));
}

function readWhole(said: string): number | undefined {
  return /^\d{1,15}$/.test(said) ? Number(said) : undefined;
}
