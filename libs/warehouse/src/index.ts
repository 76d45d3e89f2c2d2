export type { Client } from 'pg';
export { type ConnectionOptions, type Connections, createConnections } from './connections.ts';
export { toWarehouseError, WarehouseError } from './warehouse-error.ts';
