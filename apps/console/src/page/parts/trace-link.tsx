import { linkTo } from '../routing/route.ts';

/** A place in raw that leads to the way of its record. */
export function TraceLink({ partition, offset }: { partition: number; offset: number }) {
  const row = `${partition}/${offset}`;
  return <a href={linkTo('trace', [], { row })}>{row}</a>;
}
