import { hash } from 'node:crypto';
import type { Range } from './position.ts';

/**
 * Names a batch: when, a short hash of its ranges, a random attempt. Two owners of the same ranges never share keys on
 * S3; the ranges themselves stand in manifest and ledger.
 */
export function batchId(ranges: readonly Range[], now: Date, attempt: string): string {
  const spans = ranges.map(({ partition, from, to }) => `${partition}:${from.nextOffset}-${to.nextOffset}`);
  const when = now.toISOString().slice(0, 19).replace(/[-:]/g, '');
  return `${when}Z-${hash('sha256', spans.join(','), 'hex').slice(0, 8)}-${attempt}`;
}
