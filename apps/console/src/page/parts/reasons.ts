import type { DeadReason } from '@cdr/kafka';
import type { SeriesColour } from '../charts/chart-line.ts';

/** How each reason looks, and what it says of a record; in the order in which they are found. */
export const reasons: Record<DeadReason, { colour: SeriesColour; says: string }> = {
  oversize: { colour: 'series-grey', says: 'too large to be judged' },
  malformed: { colour: 'series-violet', says: 'no JSON' },
  schema: { colour: 'series-amber', says: 'not as its schema asks' },
  quality: { colour: 'series-red', says: 'breaks a rule' },
  duplicate: { colour: 'series-blue', says: 'a call that came before' },
  conflict: { colour: 'series-pink', says: 'a call that came before, with other content' },
  load: { colour: 'series-teal', says: 'no warehouse takes it' },
};

export const allReasons = Object.keys(reasons) as DeadReason[];
