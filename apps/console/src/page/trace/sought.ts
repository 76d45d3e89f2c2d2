/** How a record may be looked for, by the parameter's name. */
export const ways = {
  call: { name: 'Call id', hint: 'as the table has it', operatorsOnly: false },
  number: { name: 'Phone number', hint: '+12025550101 or 911', operatorsOnly: true },
  row: { name: 'Place in raw', hint: 'PARTITION/OFFSET, as 3/17', operatorsOnly: false },
} as const;

export type Way = keyof typeof ways;
export const wayNames = Object.keys(ways) as Way[];

/** What is looked for. */
export interface Sought {
  way: Way;
  given: string;
}

/** What the address bar asks for; null when nothing. */
export function readSought(query: URLSearchParams): Sought | null {
  const way = wayNames.find((name) => (query.get(name) ?? '').trim() !== '');
  return way === undefined ? null : { way, given: query.get(way)!.trim() };
}
