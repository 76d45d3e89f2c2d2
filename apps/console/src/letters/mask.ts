import { columns } from '@cdr/call-record';
import { type Node, type ParseError, parseTree } from 'jsonc-parser';

// Values that say nothing about a person, and what an operator looks for: whoever may look sees them. A number of seven
// digits or more may be somebody's, wherever a broken source has put it.
const shownFields = new Set([
  'start_datetime',
  'end_datetime',
  'call_duration',
  'network_provider',
  'total_amount',
  'call_status',
  'raw_partition',
  'raw_offset',
]);
const fieldNames = new Set<string>(columns.map(({ name }) => name));
const cover = '•';
const shownEnd = 2;

/** Whether a field's values are shown to whoever may look, but for long numbers. */
export function isShownField(name: string): boolean {
  return shownFields.has(name);
}

/** A record's text with what may be about a person covered, character for character. */
export function maskRecord(text: string): string {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  // What is no JSON object may hold anything anywhere.
  if (tree?.type !== 'object' || errors.length > 0) return maskText(text);
  return (tree.children ?? []).reduce((masked, property) => maskProperty(masked, property), text);
}

function maskProperty(text: string, { children: [key, value] = [] }: Node): string {
  const name = String(key?.value);
  const named = key === undefined || fieldNames.has(name) ? text : covered(text, key, maskText);
  if (value === undefined) return named;
  if (shownFields.has(name)) return covered(named, value, maskLongNumbers);
  return covered(named, value, name.endsWith('_id') ? maskNumber : maskText);
}

function covered(text: string, { offset, length }: Node, mask: (part: string) => string): string {
  return text.slice(0, offset) + mask(text.slice(offset, offset + length)) + text.slice(offset + length);
}

/** Any text with its letters and digits covered; names of our own fields stay. */
export function maskText(text: string): string {
  return text.replaceAll(/"(\w+)"|[\p{L}\p{N}\p{M}]+/gu, (part, name?: string) => {
    if (name === undefined) return cover.repeat(part.length);
    return fieldNames.has(name) ? part : `"${cover.repeat(name.length)}"`;
  });
}

/** A phone number or an id with all but its end covered, so that two of them can be told apart. */
export function maskNumber(text: string): string {
  const shown = /[\p{L}\p{N}]{2}"?$/u.exec(text);
  if (shown === null || text.replaceAll('"', '').length <= 2 * shownEnd) return maskText(text);
  return (
    text.slice(0, shown.index).replaceAll(/[\p{L}\p{N}\p{M}]/gu, (char) => cover.repeat(char.length)) +
    shown[0]
  );
}

/** A text with only those numbers covered that are long enough to be somebody's. */
export function maskLongNumbers(text: string): string {
  return text.replaceAll(/\d{7,}/g, (digits) => cover.repeat(digits.length));
}
