/** Limits each statement of a session, ms. */
export function limitStatements(longestMs: number): string {
  return `SET statement_timeout TO ${Number(longestMs)}`;
}

const roles = /^[\w+=,.@:/-]+$/;

/**
 * The words by which COPY reads the bucket: of the role's ARN, several with commas where one assumes the next, or of
 * `default`. COPY takes no parameters, so the role is held to the characters that such names have. @throws on others
 */
export function byRole(role: string): string {
  if (!roles.test(role)) throw new Error('REDSHIFT_COPY_ROLE is no role that COPY can be given');
  return `IAM_ROLE ${role === 'default' ? 'default' : `'${role}'`}`;
}
