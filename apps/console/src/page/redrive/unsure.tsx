import { Shape } from '../parts/shape.tsx';
import { plural } from '../show/plural.ts';

/** Records that were in flight when it stopped, and why that does no harm. */
export function Unsure({ records }: { records: number }) {
  if (records === 0) return null;
  return (
    <p class="says">
      <Shape tone="warn" /> {plural(records, 'record')} {records === 1 ? 'was' : 'were'} on the way, and
      nobody knows whether raw took {records === 1 ? 'it' : 'them'}. Sent again, such a record may be in raw
      twice; a call that was accepted is a duplicate the second time, so the table has it once.
    </p>
  );
}
