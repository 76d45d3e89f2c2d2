import type { Node } from 'jsonc-parser';
import { maskField } from './mask-field.ts';
import { isFieldName, maskText } from './mask-text.ts';
import { parseRecord } from './parse-record.ts';

/** A part of a record's text and what is shown in its stead, of the same length. */
interface Span {
  offset: number;
  length: number;
  shown: string;
}

// What has so many is no call record, and is covered as a whole: of nothing in it could be told what it should look like.
const mostProperties = 1_000;

/** A record's text with what may be about a person covered, character for character. */
export function maskRecord(text: string): string {
  const { tree, errors } = parseRecord(text) ?? { tree: undefined, errors: [] };
  // What is no JSON object may hold anything anywhere.
  if (tree?.type !== 'object' || errors.length > 0) return maskText(text);
  const properties = tree.children ?? [];
  if (properties.length > mostProperties) return maskText(text);
  return withSpans(
    text,
    properties.flatMap((property) => coveredIn(text, property)),
  );
}

// In one go from left to right: a text made anew for each property would take the square of their number.
function withSpans(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { offset, length, shown } of spans) {
    parts.push(text.slice(at, offset), shown);
    at = offset + length;
  }
  return parts.join('') + text.slice(at);
}

function coveredIn(text: string, { children: [key, value] = [] }: Node): Span[] {
  const name = String(key?.value);
  return [
    ...(key === undefined || isFieldName(name) ? [] : [spanOf(text, key, maskText)]),
    ...(value === undefined ? [] : [spanOf(text, value, (part) => maskValue(name, value, part))]),
  ];
}

function spanOf(text: string, { offset, length }: Node, mask: (part: string) => string): Span {
  return { offset, length, shown: mask(text.slice(offset, offset + length)) };
}

function maskValue(name: string, { type }: Node, part: string): string {
  // No field of ours has parts: what they are is not known.
  if (type === 'object' || type === 'array') return maskText(part);
  return type === 'string' ? `"${maskField(name, part.slice(1, -1))}"` : maskField(name, part);
}
