/** Why a record is refused, in the order of looking. */
export type RefusalReason = 'oversize' | 'malformed' | 'schema' | 'quality';

/** A refused record: the first reason that holds, and all broken rules of that stage. */
export interface Refusal {
  kind: 'refused';
  reason: RefusalReason;
  rules: string[];
  /** JSON pointer of the first offending field; empty for the whole value. */
  path: string;
  /** At most 512 bytes for a person to read. It quotes neither values nor unknown keys: both may be personal data. */
  error: string;
}

const maxErrorBytes = 512;
const ellipsis = '…';

/** A refusal whose sentences are joined and cut to 512 bytes. */
export function refuse(reason: RefusalReason, rules: string[], path: string, sentences: string[]): Refusal {
  return { kind: 'refused', reason, rules, path, error: cut(sentences.join('; ')) };
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxErrorBytes) return text;
  const kept = bytes.toString('utf8', 0, maxErrorBytes - Buffer.byteLength(ellipsis));
  // A character cut in half decodes as U+FFFD.
  return kept.replace(/\uFFFD+$/u, '') + ellipsis;
}
