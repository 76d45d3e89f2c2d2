import { expect, test } from '@jest/globals';
import { markField } from './mark-field.ts';

function marked(text: string, pointer: string): string[] {
  return markField(text, pointer).map(({ from, to }) => text.slice(from, to));
}

test.each([
  ['is too long', `{"a": "${'x'.repeat(65_536)}"}`],
  ['is too deep', '{"a":'.repeat(12_000)],
])('marks nothing of what %s', (_, text) => expect(markField(text, '/a')).toEqual([]));

test.each([
  ['a field with its value', '{"call_duration": -120, "x": 1}', '/call_duration', ['"call_duration": -120']],
  ['of a name that stands twice the one that counts', '{"a": 1, "b": 2, "a": 3}', '/a', ['"a": 3']],
  ['a name with a slash', '{"a/b": 1}', '/a~1b', ['"a/b": 1']],
  ['nothing where a field is missing', '{"b": 1}', '/a', []],
  ['nothing where the whole record is meant', '{"b": 1}', '', []],
  ['where it stops being JSON', '{"a": 1 "b": 2}', '', ['"b"']],
  ['nothing of an empty value', '', '/a', ['']],
])('marks %s', (_, text, pointer, parts) => expect(marked(text, pointer)).toEqual(parts));
