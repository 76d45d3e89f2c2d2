/** What of a topic is looked at. Without offset and time it is the newest of the partition. */
export interface Browsed {
  partition: number;
  offset?: number;
  /** Epoch ms. */
  time?: number;
  /** Only records whose field has this value. */
  field?: string;
  value?: string;
}

/** What the address bar asks for; what is no number is not asked. */
export function readBrowsed(query: URLSearchParams): Browsed {
  const [partition, offset, time] = ['partition', 'offset', 'time'].map((name) => wholeOf(query.get(name)));
  const field = query.get('field') ?? '';
  return {
    partition: partition ?? 0,
    ...(offset !== undefined ? { offset } : time !== undefined && { time }),
    ...(field !== '' && { field, value: query.get('value') ?? '' }),
  };
}

function wholeOf(said: string | null): number | undefined {
  return said !== null && /^\d{1,15}$/.test(said) ? Number(said) : undefined;
}

/** The records behind those that were shown, by the same filter. */
export function behind(
  { partition, field, value }: Browsed,
  next: number,
): Record<string, string | number | undefined> {
  return { partition, offset: next, field, value };
}
