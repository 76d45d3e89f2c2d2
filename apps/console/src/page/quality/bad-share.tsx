import type { QualityView } from '../../api.ts';
import { count, percent } from '../show/format.ts';

/** The page in one line. */
export function BadShare({ quality: { bad, badShare, received } }: { quality: QualityView }) {
  return (
    <p class="bad-share">
      <b>{count(bad)}</b> bad records
      {received !== null && (
        <>
          {' '}
          of <b>{count(received)}</b> received
        </>
      )}
      {badShare !== null && (
        <>
          , <b>{percent(badShare)}</b>
        </>
      )}
      <small> Duplicates are dead letters too, but no bad records.</small>
    </p>
  );
}
