import { identityOf, type Kind, type Sent } from './calls.ts';
import { window } from './world.ts';

/** What must become of a raw record: clean, or dead with a reason, as a copy of an earlier one or not. */
export type Expected =
  'clean' | { reason: 'schema' | 'quality' } | { reason: 'duplicate' | 'conflict'; of: number };

/** Whether the rules let a record of this kind pass, all things else aside. */
export type Passes = (kind: Kind) => boolean;

/** The rules as they are when nobody changes them. */
export const usualRules: Passes = (kind) => kind === 'good' || kind === 'old' || kind === 'unloadable';

interface Accepted {
  offset: number;
  callId: string;
  fingerprint: string;
  carried: number;
}

/** Judges the records of one partition as the contract says, as plainly as can be. */
export function judgeAll(records: readonly Sent[], passes: Passes): Map<number, Expected> {
  const verdicts = new Map<number, Expected>();
  const accepted: Accepted[] = [];
  for (const record of records) {
    const verdict = judgeOne(record, accepted, passes);
    verdicts.set(record.offset, verdict);
    if (verdict !== 'clean') continue;
    accepted.push({ offset: record.offset, ...identityOf(record), carried: carriedTime(record, accepted) });
  }
  return verdicts;
}

function judgeOne(record: Sent, accepted: readonly Accepted[], passes: Passes): Expected {
  if (record.kind === 'bad') return { reason: 'schema' };
  if (!passes(record.kind)) return { reason: 'quality' };
  const { callId, fingerprint } = identityOf(record);
  const now = carriedTime(record, accepted);
  const found = accepted.slice(-window.calls).findLast((one) => one.callId === callId);
  if (found === undefined || now - found.carried > window.ms || found.offset === record.replaces)
    return 'clean';
  return { reason: found.fingerprint === fingerprint ? 'duplicate' : 'conflict', of: found.offset };
}

function carriedTime({ timestamp }: Sent, accepted: readonly Accepted[]): number {
  return Math.max(timestamp, accepted.at(-1)?.carried ?? 0);
}
