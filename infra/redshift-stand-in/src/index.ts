export { accessTo } from './access-to.ts';
export type { CopyStatement } from './copy/copy-statement.ts';
export { faults } from './copy/faults.ts';
export {
  defaultRole,
  type ObjectStoreAccess,
  type PostgresAccess,
  type RedshiftStandIn,
  type StandInOptions,
} from './options.ts';
export { faultError, type RedshiftError, type ServerFault } from './redshift-error.ts';
export { startRedshiftStandIn } from './start-redshift-stand-in.ts';
