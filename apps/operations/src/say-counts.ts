/** A number as people read it: 1,204. */
export function say(number: number): string {
  return number.toLocaleString('en');
}

/** So many of something: 1 letter, 1,204 letters. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${say(number)} ${number === 1 ? one : many}`;
}
