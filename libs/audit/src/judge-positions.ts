import type { TopicNames } from '@cdr/call-record';
import type { Problems } from './problems.ts';
import type { Snapshot } from './snapshot.ts';

/** Judges how positions and logs lie to each other, before anything is read. */
export function judgePositions(topics: TopicNames, snapshot: Snapshot, problems: Problems): void {
  for (const [partition, clean] of snapshot.clean.entries()) {
    const place = `${topics.clean}/${partition}`;
    const rows = snapshot.positions.filter((one) => one.partition === partition);
    if (rows.length !== 1) {
      const says = `telecom.loaded_through has ${rows.length} rows for ${place}, must have one`;
      problems.tell('position', partition, rows.length === 0 ? `${says}: run "npm run setup"` : says);
      continue;
    }
    const { nextOffset } = rows[0]!;
    if (nextOffset > clean.end) {
      const says = `${place} ends at offset ${clean.end}, but ${nextOffset} records of it are loaded: it was deleted and created again`;
      problems.tell('position', partition, says);
    }
    if (nextOffset < clean.start) {
      const says = `${place} offsets ${nextOffset} to ${clean.start - 1} expired before they were loaded`;
      problems.tell('expired', partition, says);
    }
  }
}
