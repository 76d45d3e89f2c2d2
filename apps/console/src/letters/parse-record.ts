import { type Node, type ParseError, parseTree } from 'jsonc-parser';

/** A record's text as a tree; of what is no JSON, as much as could be read. */
export interface ParsedRecord {
  tree: Node | undefined;
  errors: ParseError[];
}

// A call record has a dozen fields and less than one KiB. A tree of a MiB would keep the console from answering anybody.
const longestParsed = 65_536;

/** Reads a record with the place of each of its parts; null when it is too long or too deep for that. */
export function parseRecord(text: string): ParsedRecord | null {
  if (text.length > longestParsed) return null;
  const errors: ParseError[] = [];
  try {
    return { tree: parseTree(text, errors, { disallowComments: true }), errors };
  } catch (error) {
    // The parser goes into each bracket by calling itself.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
