import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** Where a text stops being JSON; lines and columns begin at 1, as editors count them. */
export interface JsonStop {
  at: number;
  line: number;
  column: number;
  says: string;
}

const words: Record<string, string> = {
  InvalidSymbol: 'a word that JSON does not have',
  InvalidNumberFormat: 'no number as JSON writes them',
  PropertyNameExpected: 'a name in double quotes must come here',
  ValueExpected: 'a value must come here',
  ColonExpected: 'a colon must come here',
  CommaExpected: 'a comma must come here',
  CloseBraceExpected: 'a } must come here',
  CloseBracketExpected: 'a ] must come here',
  EndOfFileExpected: 'nothing more may come here',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'a text that is not closed',
  InvalidCharacter: 'a character that must be escaped',
};

/** Null when all of it is JSON. JSON.parse decides, as for the validator; the other parser says where. */
export function whereJsonStops(text: string): JsonStop | null {
  if (isJson(text)) return null;
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  const at = Math.min(first?.offset ?? text.length, text.length);
  const before = text.slice(0, at).split('\n');
  return {
    at,
    line: before.length,
    column: before.at(-1)!.length + 1,
    says: (first && words[printParseErrorCode(first.error)]) ?? 'this is no JSON',
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
