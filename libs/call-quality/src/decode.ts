import { isUtf8 } from 'node:buffer';
import { type Refusal, refuse } from './refusal.ts';

export interface Decoded {
  kind: 'decoded';
  json: unknown;
}

/** Bytes to JSON: refuses what is longer than `maxBytes`, empty, no UTF-8 or no JSON. Of a repeated key the last counts. */
export function decode(value: Buffer | null, maxBytes: number): Decoded | Refusal {
  if (value === null || value.length === 0) {
    return malformed('is-not-empty', 'the value is empty; a message carries one JSON object');
  }
  if (value.length > maxBytes) {
    const error = `the value has ${value.length} bytes; at most ${maxBytes} are taken`;
    return refuse('oversize', [`fits-${maxBytes}-bytes`], '', [error]);
  }
  if (!isUtf8(value)) return malformed('is-utf8', 'the value is not valid UTF-8');
  try {
    return { kind: 'decoded', json: JSON.parse(value.toString('utf8')) };
  } catch {
    // The parser's own words quote the value.
    return malformed('is-json', 'the value does not parse as JSON');
  }
}

function malformed(rule: string, error: string): Refusal {
  return refuse('malformed', [rule], '', [error]);
}
