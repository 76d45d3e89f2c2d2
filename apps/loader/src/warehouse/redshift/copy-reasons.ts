// What Redshift says of a refused COPY may quote a record. So only what is known to quote none is told again, and only as
// far as these go.
const known: readonly RegExp[] = [
  /The length of the data column \w+ is longer than the length defined in the table\. Table: \d+, Data: \d+/,
  /String contains invalid or unsupported UTF-?8 codepoints(?:\. Bad UTF-?8 hex sequence: [0-9a-f ]+\(error \d+\))?/i,
  /Multibyte character not supported for CHAR/,
  /Unmatched number of columns between table and file\. Table columns: \d+, Data columns: \d+/,
  /incompatible Parquet schema for column\b/,
  /invalid type length\. Expecting: \d+ len in file: \d+/,
  /Cannot insert a NULL value into column \w+/,
  /Missing data for not-null field/,
  /^query execution$/,
  /has an invalid version number/,
  /could not be read: it is damaged or cut short/,
  /HTTP response error code: \d+ Message: \w+/,
  /Manifest file is not in correct json format/,
  /File entry does not have '[\w']+(?: key)?(?: in 'meta')?/,
  /(?:String|Value) (?:length|contents) exceeds DDL length/,
  /Invalid (?:digit|timestamp format or value|date format)/,
];

// Of a type that does not fit, both types are told beside.
const types = /Column type: ([A-Z]+(?: ?\([\d, ]+\))?), Parquet schema: ((?:optional|required) \w+)/;

/** What is told of the server's words. */
export function tellReason(words: string): string {
  const text = words.replace(/\s+/g, ' ').trim();
  const found = known.map((pattern) => pattern.exec(text)?.[0]).find((part) => part !== undefined);
  if (found === undefined) return 'for a reason that may quote the record, and is not told here';
  const [, column, file] = types.exec(text) ?? [];
  return column === undefined ? found : `${found}: the table has ${column}, the file ${file}`;
}
