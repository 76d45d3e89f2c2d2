/** Limits each statement of a session, ms. */
export function limitStatements(longestMs: number): string {
  return `SET statement_timeout TO ${Number(longestMs)}`;
}
