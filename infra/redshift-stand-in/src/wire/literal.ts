import pg from 'pg';

/** Text as an SQL literal, whatever standard_conforming_strings is. */
export function literal(text: string): string {
  return pg.escapeLiteral(text);
}
