import type { Route } from '../routing/route.ts';
import { LetterListPage } from './letter-list-page.tsx';
import { LetterPage } from './letter-page.tsx';

/** `#/letters` are all of them, `#/letters/3/17` is the one at offset 17 of partition 3 of dlq. */
export function LettersPage({ route }: { route: Route }) {
  const [partition, offset] = route.parts;
  if (partition === undefined || offset === undefined) return <LetterListPage route={route} />;
  return <LetterPage key={`${partition}/${offset}`} partition={partition} offset={offset} />;
}
