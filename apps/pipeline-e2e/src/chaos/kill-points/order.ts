/** Where in a worker something can be made to happen, and what that is in the protocol. */
export const pointsOf = {
  validator: ['after a letter', 'between letter and clean', 'after clean'],
  loader: ['after S3 put', 'after COPY', 'before ledger', 'after commit'],
} as const;

/** The workers that are broken; each kind has several instances. */
export type Role = keyof typeof pointsOf;
export const roles = Object.keys(pointsOf) as Role[];

/** A named point; or `in flight`: any moment at which a part is being asked for something. */
export type NamedPoint = (typeof pointsOf)[Role][number];
export type Point = NamedPoint | 'in flight';

/** What a worker is to do to itself when it comes to a point. */
export interface Order {
  id: number;
  point: Point;
  /** At the nth time it comes there, counted from the order on. */
  nth: number;
  /** Of `in flight`: how long after the request began, ms. */
  delayMs: number;
  signal: 'SIGKILL' | 'SIGSTOP';
}

/** What a worker says, just before it does it. */
export interface Reached {
  id: number;
  /** The requests that were under way. */
  inFlight: string[];
}
