import { linkTo } from '../routing/route.ts';
import { readPlace } from './place.ts';

/** A text that may be the place of a record, and then leads to it in its topic. */
export function PlaceLink({ of: text }: { of: string }) {
  const place = readPlace(text);
  if (place === null) return <>{text}</>;
  const { topic, partition, offset } = place;
  return <a href={linkTo('topics', [topic], { partition, offset })}>{text}</a>;
}
