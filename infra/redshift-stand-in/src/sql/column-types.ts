import type { RedshiftError } from '../redshift-error.ts';
import { isMark, isWord, wordsAt } from './statement.ts';
import type { Token } from './tokens.ts';

/** A column's type for PostgreSQL, and its length in bytes if it is a VARCHAR. */
export interface ColumnType {
  sql: string;
  varcharBytes: number | null;
  /** How many tokens it was. */
  size: number;
}

interface Spelling {
  words: string;
  /** For PostgreSQL; `(…)` is the length, the precision or nothing. */
  sql: string;
  arguments?: 'length' | 'precision';
  /** The length of a text that is given none. */
  defaultLength?: number;
}

// Source: "Data types" of the Database Developer Guide; longest spelling first. SUPER, VARBYTE, GEOMETRY, GEOGRAPHY,
// HLLSKETCH, TIMETZ and INTERVAL are Redshift's and not imitated.
const spellings: Spelling[] = [
  { words: 'character varying', sql: 'varchar', arguments: 'length', defaultLength: 256 },
  { words: 'double precision', sql: 'double precision' },
  { words: 'timestamp without time zone', sql: 'timestamp' },
  { words: 'timestamp with time zone', sql: 'timestamptz' },
  { words: 'bigint', sql: 'bigint' },
  { words: 'bool', sql: 'boolean' },
  { words: 'boolean', sql: 'boolean' },
  { words: 'bpchar', sql: 'char', arguments: 'length', defaultLength: 256 },
  { words: 'char', sql: 'char', arguments: 'length', defaultLength: 1 },
  { words: 'character', sql: 'char', arguments: 'length', defaultLength: 1 },
  { words: 'date', sql: 'date' },
  { words: 'datetime', sql: 'timestamp' },
  { words: 'decimal', sql: 'numeric', arguments: 'precision' },
  { words: 'float', sql: 'double precision' },
  { words: 'float4', sql: 'real' },
  { words: 'float8', sql: 'double precision' },
  { words: 'int', sql: 'integer' },
  { words: 'int2', sql: 'smallint' },
  { words: 'int4', sql: 'integer' },
  { words: 'int8', sql: 'bigint' },
  { words: 'integer', sql: 'integer' },
  { words: 'nchar', sql: 'char', arguments: 'length', defaultLength: 1 },
  { words: 'numeric', sql: 'numeric', arguments: 'precision' },
  { words: 'nvarchar', sql: 'varchar', arguments: 'length', defaultLength: 256 },
  { words: 'real', sql: 'real' },
  { words: 'smallint', sql: 'smallint' },
  { words: 'text', sql: 'varchar', arguments: 'length', defaultLength: 256 },
  { words: 'timestamp', sql: 'timestamp' },
  { words: 'timestamptz', sql: 'timestamptz' },
  { words: 'time', sql: 'time' },
  { words: 'varchar', sql: 'varchar', arguments: 'length', defaultLength: 256 },
];

const longest = { varchar: 65_535, char: 4_096 }; // "Character types"

/** Reads a column's type; an error for one that Redshift lacks. `column` is for the error: table.column. */
export function readColumnType(tokens: readonly Token[], column: string): ColumnType | RedshiftError {
  const spelling = spellings.find(({ words }) => wordsAt(tokens, 0, ...words.split(' ')));
  if (!spelling) return unsupportedType(column, tokens[0]?.value ?? '');
  const size = spelling.words.split(' ').length;
  if (isMark(tokens[size], '[') || isWord(tokens[size], 'array')) {
    return unsupportedType(column, `${tokens[0]!.value}[]`);
  }
  const numbers = isMark(tokens[size], '(') ? argumentsAt(tokens, size) : [];
  if (numbers === null)
    return { code: '42601', message: `syntax error at or near "${tokens[size + 1]?.value ?? '('}"` };
  const end = numbers.length > 0 ? size + 1 + numbers.length * 2 : size;
  if (spelling.arguments === 'length') return textType(spelling, numbers, end);
  if (spelling.arguments === 'precision') return decimalType(numbers, end);
  if (numbers.length > 0) return { code: '42601', message: 'syntax error at or near "("' };
  return { sql: spelling.sql, varcharBytes: null, size: end };
}

// Source: salsita/node-pg-migrate issue 767.
function unsupportedType(column: string, type: string): RedshiftError {
  return { code: '0A000', message: `Column "${column}" has unsupported type "${type}".` };
}

function textType(
  { sql, defaultLength }: Spelling,
  numbers: number[],
  size: number,
): ColumnType | RedshiftError {
  const longestOf = sql === 'char' ? longest.char : longest.varchar;
  const length = numbers[0] === Infinity ? longestOf : (numbers[0] ?? defaultLength!);
  if (length < 1 || length > longestOf) {
    return { code: '22023', message: `length for type ${sql} cannot exceed ${longestOf}` };
  }
  return { sql: `${sql}(${length})`, varcharBytes: sql === 'varchar' ? length : null, size };
}

function decimalType(numbers: number[], size: number): ColumnType | RedshiftError {
  const [precision = 18, scale = 0] = numbers; // "Numeric types": the default is (18, 0)
  if (precision < 1 || precision > 38) {
    return { code: '22023', message: `NUMERIC precision ${precision} must be between 1 and 38` };
  }
  if (scale > precision) {
    return { code: '22023', message: `NUMERIC scale ${scale} must be between 0 and precision ${precision}` };
  }
  return { sql: `numeric(${precision}, ${scale})`, varcharBytes: null, size };
}

// One or two numbers in parentheses, MAX as infinity; null for anything else.
function argumentsAt(tokens: readonly Token[], open: number): number[] | null {
  const numbers: number[] = [];
  for (let at = open + 1; ; at += 2) {
    const token = tokens[at];
    if (isWord(token, 'max')) numbers.push(Infinity);
    else if (token?.kind === 'number' && /^\d+$/.test(token.value)) numbers.push(Number(token.value));
    else return null;
    if (isMark(tokens[at + 1], ')')) return numbers.length <= 2 ? numbers : null;
    if (!isMark(tokens[at + 1], ',')) return null;
  }
}
