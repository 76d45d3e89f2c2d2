import type { Fault } from '../judge-logs.ts';
import type { ProfileName } from '../profile.ts';

/** A piece of the source that is replaced; it must stand there exactly once. */
export interface Edit {
  file: string;
  find: string;
  put: string;
}

/** One guard of the protocol, taken away. */
export interface Mutation {
  /** What the guard does. */
  guard: string;
  /** Where it is told in docs/architecture.md. */
  rule: number;
  edits: readonly Edit[];
  /** The runs in which something goes wrong without it. */
  profile: ProfileName;
  /** What goes wrong, among others. */
  shows: Fault['kind'];
  /** Where the search begins, for what is rare: shortly before a seed that was seen to show it. 1 without it. */
  seed?: number;
}
