import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startKafka, type KafkaPart } from './kafka/start-kafka.ts';
import { startObjectStore, type ObjectStorePart } from './object-store/start-object-store.ts';
import type { Part } from './part.ts';
import { startRegistry, type RegistryPart } from './registry/start-registry.ts';
import { startAll } from './start-all.ts';
import { startWarehouse, type WarehousePart } from './warehouse/start-warehouse.ts';

interface AllParts {
  kafka: KafkaPart;
  objectStore: ObjectStorePart;
  registry: RegistryPart;
  warehouse: WarehousePart;
}

/** Which parts a test needs. */
export type PartChoice = { readonly [Name in keyof AllParts]?: true };

/** The parts that were asked for; stop ends them and removes their data. */
export type StartedParts<Choice extends PartChoice> = Pick<AllParts, keyof AllParts & keyof Choice> & {
  stop(): Promise<void>;
};

type Start<Name extends keyof AllParts> = (dataDir: string) => Promise<AllParts[Name]>;

const starts: { [Name in keyof AllParts]: Start<Name> } = {
  kafka: async (dataDir) => startKafka({ port: await freePort(), dataDir }),
  objectStore: async (dataDir) => startObjectStore({ port: await freePort(), dataDir }),
  registry: async (dataDir) => startRegistry({ port: await freePort(), dataDir }),
  warehouse: async (dataDir) => {
    const password = randomBytes(12).toString('base64url');
    return startWarehouse({ port: await freePort(), dataDir, password });
  },
};

/**
 * Starts empty parts for a test, side by side, on ports and in folders of their own; they end with the process that
 * started them. Throws PartError, with nothing left running, if one does not start.
 */
export async function startParts<const Choice extends PartChoice>(
  choice: Choice,
): Promise<StartedParts<Choice>> {
  const home = mkdtempSync(join(tmpdir(), 'cdr-parts-'));
  chmodSync(home, 0o755); // PostgreSQL runs as another user when we are root
  function remove(): void {
    rmSync(home, { recursive: true, force: true });
  }
  const names = Object.keys(choice) as (keyof AllParts)[];
  const chosen = names.map((name) => [name, () => starts[name](join(home, name))] as const);
  const parts = await startAll<Record<string, Part>>(Object.fromEntries(chosen)).catch((error: unknown) => {
    remove();
    throw error;
  });
  async function stop(): Promise<void> {
    await Promise.all(Object.values(parts).map((part) => part.stop()));
    remove();
  }
  return { ...parts, stop } as StartedParts<Choice>;
}
