import { recreatedTopic, type TopicNames } from '@cdr/call-record';
import type { Problems } from './problems.ts';
import type { Snapshot } from './snapshot.ts';

/** Judges how positions and logs lie to each other, before anything is read. */
export function judgePositions(
  topics: TopicNames,
  snapshot: Pick<Snapshot, 'clean' | 'positions'>,
  problems: Problems,
): void {
  for (const [partition, clean] of snapshot.clean.entries()) {
    const place = `${topics.clean}/${partition}`;
    const rows = snapshot.positions.filter((one) => one.partition === partition);
    if (rows.length !== 1) {
      const says = `telecom.loaded_through has ${rows.length} rows for ${place}, must have one`;
      const advice =
        rows.length === 0
          ? 'run "npm run setup"'
          : 'find out who added one, and keep the row that the ledger (telecom.load_range) ends at';
      problems.tell('position', partition, `${says}: ${advice}`);
      continue;
    }
    const { nextOffset } = rows[0]!;
    if (nextOffset > clean.end) {
      const found = `${place} ends at offset ${clean.end}, but is loaded up to ${nextOffset}`;
      problems.tell('position', partition, recreatedTopic(found));
    }
    if (nextOffset < clean.start) {
      const says = `${place} offsets ${nextOffset} to ${clean.start - 1} expired before they were loaded`;
      problems.tell('expired', partition, says);
    }
  }
}
