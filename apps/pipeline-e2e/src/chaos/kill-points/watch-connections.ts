import type { Client, Connections } from '@cdr/warehouse';
import type { NamedPoint } from './order.ts';
import type { Points } from './points.ts';

// The statements that the points stand beside, by how they begin.
const before: Record<string, NamedPoint> = {
  'ANALYZE staging': 'after COPY', // PostgreSQL
  'SELECT pg_last_copy_count': 'after COPY', // Redshift
  'INSERT INTO telecom.load_batch': 'before ledger',
};
const after: Record<string, NamedPoint> = { COMMIT: 'after commit' };

type Query = (text: unknown, ...rest: unknown[]) => unknown;

/** Tells of a loader's statements. */
export function watchConnections(connections: Connections, points: Points): Connections {
  return { ...connections, open: async () => watchQueries(await connections.open(), points) };
}

// The client itself, for the connections know it by its identity.
function watchQueries(client: Client, points: Points): Client {
  const query = client.query.bind(client) as Query;

  async function ask(text: string, rest: unknown[]): Promise<unknown> {
    tell(before, text);
    const answer = await points.ask('query', () => query(text, ...rest) as Promise<unknown>);
    tell(after, text);
    return answer;
  }

  function tell(table: Record<string, NamedPoint>, text: string): void {
    const [, point] = Object.entries(table).find(([beginning]) => text.startsWith(beginning)) ?? [];
    if (point !== undefined) points.reach(point);
  }

  // What is no text is the stream of a COPY, which is asked for elsewhere.
  const watched: Query = (text, ...rest) =>
    typeof text === 'string' ? ask(text, rest) : query(text, ...rest);
  client.query = watched as Client['query'];
  return client;
}
