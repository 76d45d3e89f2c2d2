import { type Call, makeCall } from './world.ts';

/**
 * What becomes of a raw record. `void`: clean, though a validator of another version wrote a letter for it. `redriven`: the
 * call of a record that a loader could not load, sent back for one that can.
 */
export const fates = [
  ...['clean', 'clean', 'clean', 'void', 'dead', 'duplicate'],
  ...['copy', 'conflict', 'unloadable', 'redriven', 'hole'],
] as const;
export type Fate =
  'clean' | 'void' | 'dead' | 'duplicate' | 'copy' | 'conflict' | 'unloadable' | 'redriven' | 'hole';

/** A raw record, and what a validator makes of it: the same at every attempt. */
export interface Verdict {
  fate: Fate;
  call: Call;
  /** The raw offset of the first record of its call; null for the first itself. */
  original: number | null;
}

/** Verdicts for one partition. `copy` and `conflict` are clean records of a call that validators have forgotten. */
export function decide(planned: readonly Fate[], partition: number): Verdict[] {
  const verdicts: Verdict[] = [];
  let first: number | null = null;
  let refused: number | null = null;
  for (const [offset, fate] of planned.entries()) {
    const number = partition * 1_000 + offset;
    const repeats = fate === 'duplicate' || fate === 'copy' || fate === 'conflict';
    if (fate === 'redriven' && refused !== null)
      verdicts.push({ fate, call: verdicts[refused]!.call, original: refused });
    else if (repeats && first !== null) {
      const { call } = verdicts[first]!;
      const other = fate === 'conflict' ? makeCall(partition * 1_000 + first, offset) : call;
      verdicts.push({ fate, call: other, original: first });
    } else verdicts.push({ fate: repeats ? 'dead' : fate, call: makeCall(number), original: null });
    if (fate === 'clean') first = offset;
    if (fate === 'unloadable') refused = offset;
  }
  return verdicts;
}

/** Whether a verdict puts the record into clean. */
export function isAccepted({ fate }: Verdict): boolean {
  return fate !== 'dead' && fate !== 'duplicate' && fate !== 'hole';
}
