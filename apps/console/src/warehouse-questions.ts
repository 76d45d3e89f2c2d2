import { type Client, type Connections, toWarehouseError } from '@cdr/warehouse';
import { createTurns, type Turns } from './turns.ts';

/** Asks the warehouse, over a few connections that stay open. */
export interface WarehouseQuestions {
  /** Rows as objects by column. @throws WarehouseError */
  ask<R extends object>(doing: string, statement: string, values?: readonly unknown[]): Promise<R[]>;
  close(): void;
}

// A page's questions and a look side by side; more would be a burden on a warehouse that others use.
const mostIdle = 2;

const mostAsked = 4;

/** Turns to ask: whoever asks for many pages at once must not take all the connections that the warehouse has. */
export function turnsToAsk(): Turns {
  return createTurns({
    most: mostAsked,
    waitMs: 4_000,
    problem: `the console asks the warehouse ${mostAsked} questions already: try again in a moment`,
  });
}

/** Connections are opened when they are needed; one whose question fails is not used again. */
export function createWarehouseQuestions(
  connections: Connections,
  turns: Turns = turnsToAsk(),
): WarehouseQuestions {
  const idle: Client[] = [];

  async function ask<R extends object>(
    doing: string,
    statement: string,
    values: readonly unknown[] = [],
  ): Promise<R[]> {
    const giveBack = await turns.take();
    let client: Client | undefined;
    try {
      client = idle.pop() ?? (await connections.open());
      const { rows } = await client.query<R & Record<string, unknown>>(statement, [...values]);
      if (idle.length < mostIdle) idle.push(client);
      else await connections.hangUp(client);
      return rows;
    } catch (error) {
      if (client) await connections.hangUp(client);
      throw toWarehouseError(doing, error);
    } finally {
      giveBack();
    }
  }

  return { ask, close: () => connections.cutAll() };
}
