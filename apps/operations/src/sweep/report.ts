import { count, say } from '../say-counts.ts';
import type { StagedLook } from '@cdr/audit';
import type { Fate, SweptBatch, Sweeping } from './sweep-orphans.ts';

/** What a sweep has found and done. */
export interface Report {
  bucket: string;
  look: StagedLook;
  sweeping: Sweeping;
  olderThanHours: number;
  limit: number;
  dryRun: boolean;
  /** When it looked, epoch ms. */
  now: number;
}

const says: Record<Fate, string> = {
  removed: 'removed',
  removable: 'can be removed',
  'gone-meanwhile': 'gone meanwhile: another sweep or a lifecycle rule removed it, or is about to',
  'loaded-meanwhile': 'kept: it has come into the ledger',
  'written-meanwhile': 'kept: something was written to it just now',
  loadable: 'kept: what it holds is not loaded yet, and a loader that sleeps could still load it',
  elsewhere: 'kept: the warehouse has no position for its topic; is it of another pipeline?',
  'unreadable-manifest': 'kept: its manifest cannot be read; look at it',
  'foreign-objects': 'kept: it holds objects that no loader wrote; look at it',
};

// What is left alone may be thousands: nobody reads them one by one.
const mostLeftListed = 100;

/** For a program: one JSON object on one line, told in docs/operations.md. */
export function reportJson(report: Report): string {
  const { look, sweeping, olderThanHours, dryRun, now } = report;
  const { swept, left } = partsOf(sweeping);
  const gone = left.filter(({ fate }) => fate === 'gone-meanwhile').length;
  const { batches, inLedger, young, orphans } = look;
  const listed = [...swept, ...left.slice(0, mostLeftListed)];
  return `${JSON.stringify({
    dryRun,
    olderThanHours,
    batches,
    inLedger,
    young,
    orphans: orphans.length,
    [dryRun ? 'removable' : 'removed']: swept.length,
    bytes: bytesOf(swept),
    kept: left.length - gone,
    gone,
    stopped: sweeping.stopped,
    listed: listed.map(({ batchId, files, bytes, modifiedAt, fate }) => ({
      batchId,
      files,
      bytes,
      ageSeconds: Math.round((now - modifiedAt) / 1_000),
      fate,
    })),
  })}\n`;
}

/** For a person: what S3 has, each orphan with what becomes of it, and what to do next. */
export function reportText(report: Report): string {
  const { bucket, look, sweeping, olderThanHours, now } = report;
  const { swept, left } = partsOf(sweeping);
  const unseen = look.orphans.length - sweeping.batches.length;
  return [
    `${bucket}: ${count(look.batches, 'batch', 'batches')}, ${say(look.inLedger)} in the ledger, ${say(look.young)} unknown to it but ` +
      `younger than ${olderThanHours} h, ${say(look.orphans.length)} unknown and older.`,
    ...[...swept, ...left.slice(0, mostLeftListed)].map((batch) => line(batch, now)),
    ...(left.length > mostLeftListed
      ? [`  and ${say(left.length - mostLeftListed)} more that are kept or gone`]
      : []),
    ...(unseen > 0 ? [`Not looked at: ${say(unseen)} more.`] : []),
    ...outcome(report, swept),
    '',
  ].join('\n');
}

function outcome(report: Report, swept: readonly SweptBatch[]): string[] {
  const { sweeping, dryRun } = report;
  const what = `${count(swept.length, 'batch', 'batches')}, ${say(bytesOf(swept))} bytes`;
  if (sweeping.stopped !== null) {
    const done = dryRun
      ? 'Nothing was removed'
      : `Removed before: ${what}. A batch that is half removed was never complete`;
    return [`STOPPED: ${sweeping.stopped}. ${done}: type the same again.`];
  }
  if (!dryRun) return [`Removed: ${what}.`];
  if (swept.length === 0) return ['Nothing to remove.'];
  return [`Can be removed: ${what}. Nothing was removed; to remove them, type:`, `  ${toType(report)}`];
}

function toType({ olderThanHours, limit }: Report): string {
  return `npm run sweep -- --older-than-hours ${olderThanHours} --limit ${limit} --remove`;
}

function line({ batchId, files, bytes, modifiedAt, fate }: SweptBatch, now: number): string {
  const hours = Math.floor((now - modifiedAt) / 3_600_000);
  return `  ${batchId}  ${say(hours)} h old, ${count(files, 'file')}, ${say(bytes)} bytes: ${says[fate]}`;
}

function partsOf({ batches }: Sweeping): { swept: SweptBatch[]; left: SweptBatch[] } {
  const isSwept = ({ fate }: SweptBatch) => fate === 'removed' || fate === 'removable';
  return { swept: batches.filter(isSwept), left: batches.filter((batch) => !isSwept(batch)) };
}

function bytesOf(batches: readonly SweptBatch[]): number {
  return batches.reduce((sum, { bytes }) => sum + bytes, 0);
}
