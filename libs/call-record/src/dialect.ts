/** Which SQL a warehouse speaks. */
export type Dialect = 'postgres' | 'redshift';

/** The dialect of the warehouse that a URL leads to. */
export function dialectOf(url: string): Dialect {
  return url.startsWith('redshift:') ? 'redshift' : 'postgres';
}
