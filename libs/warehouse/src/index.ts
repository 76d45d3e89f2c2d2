export type { Client } from 'pg';
export { type ConnectionOptions, type Connections, createConnections, timeLimits } from './connections.ts';
export { toWarehouseError, WarehouseError } from './warehouse-error.ts';
