import { count } from './format.ts';

/** A count with its noun: 1 record, 1,204 records, 2 batches. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
