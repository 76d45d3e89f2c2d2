import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { MarkedText } from '../api.ts';
import { parseRecord } from './parse-record.ts';

type Mark = MarkedText['marks'][number];

/**
 * Where in a record's text the field is that a JSON pointer names; of what is no JSON, where it stops being some. Nothing of
 * what is too long or too deep to be read.
 */
export function markField(text: string, pointer: string): Mark[] {
  const parsed = parseRecord(text);
  if (parsed === null) return [];
  const { tree, errors } = parsed;
  const [error] = errors;
  if (error !== undefined)
    return [{ from: error.offset, to: Math.max(error.offset + error.length, error.offset + 1) }];
  const path = readPointer(pointer);
  if (tree === undefined || path.length === 0) return [];
  // Of a name that stands twice the last one counts, as for JSON.parse.
  const node = lastOf(tree, path[0]!) ?? findNodeAtLocation(tree, path);
  const marked = node?.parent?.type === 'property' ? node.parent : node;
  return marked === undefined ? [] : [{ from: marked.offset, to: marked.offset + marked.length }];
}

function lastOf(tree: Node, name: string): Node | undefined {
  return tree.children?.findLast(({ children: [key] = [] }) => key?.value === name)?.children?.[1];
}

/** https://www.rfc-editor.org/rfc/rfc6901 */
function readPointer(pointer: string): string[] {
  if (!pointer.startsWith('/')) return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
