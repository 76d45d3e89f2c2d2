import type { RefusalReason } from '../refusal.ts';
import { goodCall, lasting } from './good-call.ts';

/** A name, the bytes, and what becomes of them: the accepted amount, or reason, rules and path. */
export type DecidedCase = [
  name: string,
  value: Buffer | string | null,
  becomes: string | [RefusalReason, string[], string],
];

/** The good call as JSON text; each change is itself JSON text, so that it can be as odd as JSON allows. */
export function written(changes: Record<string, string> = {}): string {
  const fields = Object.entries(goodCall).map(([name, value]) => [name, JSON.stringify(value)]);
  const all = { ...Object.fromEntries(fields), ...changes };
  return `{${Object.entries(all)
    .map(([name, json]) => `${JSON.stringify(name)}:${String(json)}`)
    .join(',')}}`;
}

/** As `written`, the call lasting so many seconds and costing what they cost. */
export function writtenLasting(seconds: number, changes: Record<string, string> = {}): string {
  const fields = Object.entries(lasting(seconds)).map(([name, value]) => [name, JSON.stringify(value)]);
  return written({ ...Object.fromEntries(fields), ...changes });
}

export function malformed(rule: string): DecidedCase[2] {
  return ['malformed', [rule], ''];
}

export function schema(path: string): DecidedCase[2] {
  return ['schema', ['matches-schema'], path];
}

export function quality(path: string, ...rules: string[]): DecidedCase[2] {
  return ['quality', rules, path];
}
