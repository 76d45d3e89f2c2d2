import type { RedriveOrder } from '../../api.ts';
import { askedWords } from '../letters/asked-words.ts';
import { count } from '../show/format.ts';
import { plural } from '../show/plural.ts';

/** What an order is about: `3 letters chosen by hand; at most 100; 20 a second`. */
export function orderWords({ query, chosen, limit, rate }: RedriveOrder): string {
  return [
    chosen ? `${plural(chosen.length, 'letter')} chosen by hand` : askedWords(query),
    ...(limit === undefined ? [] : [`at most ${count(limit)}`]),
    ...(rate === undefined ? [] : [`${count(rate)} a second`]),
  ].join('; ');
}
