import { Fragment } from 'preact';
import type { RedriveJob } from '../../api.ts';
import { TraceLink } from '../parts/trace-link.tsx';
import { count } from '../show/format.ts';

/** Where the records of a redrive stand in raw now, each leading to its way from there. */
export function SentAs({ job: { sent, sentAs } }: { job: RedriveJob }) {
  const others = sent - sentAs.length;
  return (
    <>
      {sentAs.map((place, n) => (
        <Fragment key={n}>
          {n > 0 && ', '}
          <TraceLink {...place} />
        </Fragment>
      ))}
      {others > 0 && ` and ${count(others)} more`}
    </>
  );
}
