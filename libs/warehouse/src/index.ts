export type { Client } from 'pg';
export { type ConnectionOptions, type Connections, createConnections, timeLimits } from './connections.ts';
export { readRedshiftFault } from './redshift-fault.ts';
export { accessOf, driverUrl, readWarehouseUrl, type WarehouseAccess } from './warehouse-access.ts';
export { byRole } from './statements.ts';
export { queryTimeout, toWarehouseError, WarehouseError } from './warehouse-error.ts';
