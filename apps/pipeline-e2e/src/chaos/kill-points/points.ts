import type { NamedPoint, Order, Reached } from './order.ts';

/** What the decorators of a worker's ports tell of. */
export interface Points {
  /** The worker has come to a point. */
  reach(point: NamedPoint): void;
  /** Asks a part for something: it is in flight until it is answered. */
  ask<T>(what: string, question: () => Promise<T>): Promise<T>;
}

/** Points with the means to give an order. */
export interface ArmedPoints extends Points {
  /** Takes the place of the order before. */
  give(order: Order): void;
}

/** The points of one worker; `act` is called once for each order, at its point, and returns at most much later. */
export function createPoints(act: (order: Order, reached: Reached) => void): ArmedPoints {
  const inFlight: string[] = [];
  let order: Order | null = null;
  let times = 0;

  function give(given: Order): void {
    order = given;
    times = 0;
  }

  function carryOut(under: Order): void {
    order = null;
    act(under, { id: under.id, inFlight: [...inFlight] });
  }

  function reach(point: NamedPoint): void {
    if (order?.point !== point) return;
    times += 1;
    if (times >= order.nth) carryOut(order);
  }

  function began(): void {
    if (order?.point !== 'in flight') return;
    times += 1;
    const under = order;
    if (times < under.nth) return;
    // Answered before its time: the next request is tried.
    setTimeout(() => {
      if (order === under && inFlight.length > 0) carryOut(under);
    }, under.delayMs);
  }

  async function ask<T>(what: string, question: () => Promise<T>): Promise<T> {
    inFlight.push(what);
    began();
    try {
      return await question();
    } finally {
      inFlight.splice(inFlight.indexOf(what), 1);
    }
  }

  return { give, reach, ask };
}
