/** Who looks: what they may do and how they are called in the list of actions. */
export interface SessionView {
  role: Role;
  name: string;
  /** False on a machine of one's own, where nobody signs in: then there is nothing to sign out of. */
  signedIn: boolean;
}

/** A viewer sees all with names and numbers masked; an operator also reveals them and sends dead letters back. */
export type Role = 'viewer' | 'operator';

/** What any request may be answered with instead: one sentence for a person. */
export interface Problem {
  problem: string;
}
