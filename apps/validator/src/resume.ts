import type { OffsetRange } from '@cdr/kafka';
import type { LastClean } from './read-tail.ts';

/** Where to go on in raw, or why not. */
export type Resume =
  /** Read from `offset`; `known` is the record that must be found there first, unchanged. */
  | { kind: 'go-on'; offset: number; known?: { offset: number; timestamp: number } }
  | { kind: 'stop'; why: string };

export interface Standing {
  /** `topic/partition` of raw, for the texts. */
  place: string;
  last: LastClean | null;
  raw: OffsetRange;
  /** The group's committed offset: trusted only where raw has lost what lies behind the position. */
  committed: number | null;
}

/** Resume at the raw offset after the last clean record, if raw still is the log it was read from. */
export function resumeAt({ place, last, raw, committed }: Standing): Resume {
  const position = last === null ? 0 : last.rawOffset + 1;
  if (raw.end < position) {
    return {
      kind: 'stop',
      why:
        `${place} ends at offset ${raw.end}, but its clean records go up to raw offset ${position - 1}: the topic was ` +
        'deleted and created again. Give raw, clean and dlq new names (RAW_TOPIC, CLEAN_TOPIC, DLQ_TOPIC)',
    };
  }
  if (raw.start > position) {
    if (committed !== null && committed >= raw.start) return { kind: 'go-on', offset: raw.start };
    return {
      kind: 'stop',
      why:
        `${place} begins at offset ${raw.start}, but records from ${position} on were not judged yet: they expired ` +
        `unjudged. To accept that loss, commit offset ${raw.start} for the validator's group and start again`,
    };
  }
  if (last === null || raw.start > last.rawOffset) return { kind: 'go-on', offset: position };
  const known = { offset: last.rawOffset, timestamp: last.ingestedAt };
  return { kind: 'go-on', offset: known.offset, known };
}
