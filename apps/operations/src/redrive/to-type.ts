/**
 * What to type to send what a look has found: the same again, up to the last letter found, so that records which come back
 * as letters meanwhile are not sent once more when it is typed a second time.
 */
export function sayToType(args: readonly string[], until: number | null): string {
  const bounded = until === null || args.some((arg) => /^--to(=|$)/.test(arg));
  const to = bounded ? [] : ['--to', new Date(until).toISOString()];
  const noted = args.some((arg) => /^--note(=|$)/.test(arg)) ? '' : ' --note "why"';
  const typed = args.filter((arg) => arg !== '--json');
  return `npm run redrive -- ${[...typed, ...to, '--send'].map(quoted).join(' ')}${noted}`;
}

function quoted(arg: string): string {
  return /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
}
