import { columns } from '@cdr/call-record';

const fieldNames = new Set<string>(columns.map(({ name }) => name));
const cover = '•';
const shownEnd = 2;

/** Whether this is the name of a field of ours. */
export function isFieldName(name: string): boolean {
  return fieldNames.has(name);
}

/** Any text with its letters and digits covered; names of our own fields stay. */
export function maskText(text: string): string {
  return text.replaceAll(/"(\w+)"|[\p{L}\p{N}\p{M}]+/gu, (part, name?: string) => {
    if (name === undefined) return cover.repeat(part.length);
    return isFieldName(name) ? part : `"${cover.repeat(name.length)}"`;
  });
}

/** A phone number or an id with all but its end covered, so that two of them can be told apart. */
export function maskNumber(text: string): string {
  const end = /[\p{L}\p{N}]{2}$/u.exec(text.slice(-2 * shownEnd))?.[0];
  if (end === undefined || text.length <= 2 * shownEnd) return maskText(text);
  return (
    text.slice(0, -end.length).replaceAll(/[\p{L}\p{N}\p{M}]/gu, (char) => cover.repeat(char.length)) + end
  );
}

/** How many digits of any script a text has. */
export function digitsIn(text: string): number {
  return text.match(/\p{N}/gu)?.length ?? 0;
}

// However it is grouped: +1 (914) 555-1234.
const longNumber = /\p{N}(?:[ .()/-]{0,2}\p{N}){6,}/gu;

/** A text with only those numbers covered that are long enough to be somebody's. */
export function maskLongNumbers(text: string): string {
  return text.replaceAll(longNumber, (number) =>
    number.replaceAll(/\p{N}/gu, (digit) => cover.repeat(digit.length)),
  );
}
