/** The text of a file for a shell to read, `. FILE`, that sets these variables and empties those that are undefined. */
export function envFile(variables: Record<string, string | undefined>): string {
  const lines = Object.entries(variables).map(([name, value = '']) => `export ${name}=${quoted(value)}\n`);
  return lines.join('');
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
