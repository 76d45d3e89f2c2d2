import type { ObjectStorePart, WarehousePart } from '@cdr/infra';
import { accessTo, defaultRole, startRedshiftStandIn } from '@cdr/redshift-stand-in';

/** What may stand for the warehouse here: PostgreSQL itself, or what refuses what Redshift refuses, before it. */
export const warehouseNames = ['postgres', 'redshift-stand-in'] as const;
export type WarehouseName = (typeof warehouseNames)[number];

/** A warehouse as workers are pointed at it. */
export interface LocalWarehouse {
  url: string;
  password: string;
  /** By which it reads the bucket; undefined where it does not. */
  copyRole: string | undefined;
  /** The PostgreSQL that holds the data is another part, and goes on. */
  stop(): Promise<void>;
}

export interface LocalWarehouseParts {
  database: WarehousePart;
  store: ObjectStorePart;
  region: string;
  /** Where the stand-in listens; a free port without it. */
  port?: number;
}

const openers: Record<WarehouseName, (parts: LocalWarehouseParts) => Promise<LocalWarehouse>> = {
  postgres: ({ database: { url, password } }) =>
    Promise.resolve({ url, password, copyRole: undefined, stop: () => Promise.resolve() }),
  async 'redshift-stand-in'({ database, store, region, ...port }) {
    const { endpoint, accessKeyId, secretAccessKey } = store;
    const { password } = database;
    const { url, stop } = await startRedshiftStandIn({
      postgres: accessTo(database.url, password),
      objectStore: { endpoint, accessKeyId, secretAccessKey, region },
      ...port,
    });
    return { url, password, copyRole: defaultRole, stop };
  },
};

/** Opens the warehouse of this name on a running database. @throws when a stand-in cannot listen */
export function openLocalWarehouse(name: WarehouseName, parts: LocalWarehouseParts): Promise<LocalWarehouse> {
  return openers[name](parts);
}

/** Reads the name in an option; null when it is none. */
export function readWarehouseName(text: string): WarehouseName | null {
  return warehouseNames.find((name) => name === text) ?? null;
}

/** What is wrong with the name of a warehouse. */
export function wrongWarehouse(name: string): string {
  return `--warehouse must be ${warehouseNames.join(' or ')}, was ${JSON.stringify(name)}`;
}
