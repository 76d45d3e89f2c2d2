const tokens = /--[^\n]*|'(?:[^']|'')*'|"[^"]*"|;|[^;'"-]+|[^]/g;

/** The statements of a SQL file, without comments. @throws when the last one does not end, as of a file cut short */
export function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let statement = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token.startsWith('--')) continue;
    if (token === ';') {
      statements.push(statement.trim());
      statement = '';
    } else statement += token;
  }
  if (statement.trim() !== '') throw new Error(`a statement does not end with ";": ${statement.trim()}`);
  return statements;
}
