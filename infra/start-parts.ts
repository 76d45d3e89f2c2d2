import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startKafka, type KafkaPart } from './kafka/start-kafka.ts';
import { startObjectStore, type ObjectStorePart } from './object-store/start-object-store.ts';
import type { Part } from './part.ts';
import { startWarehouse, type WarehousePart } from './warehouse/start-warehouse.ts';

interface AllParts {
  kafka: KafkaPart;
  objectStore: ObjectStorePart;
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
  const names = Object.keys(choice) as (keyof AllParts)[];
  const started = await Promise.allSettled(
    names.map(async (name): Promise<[string, Part]> => [name, await starts[name](join(home, name))]),
  );
  const parts = started.filter((one) => one.status === 'fulfilled').map((one) => one.value);
  async function stop(): Promise<void> {
    await Promise.all(parts.map(([, part]) => part.stop()));
    rmSync(home, { recursive: true, force: true });
  }
  const failed = started.find((one) => one.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { ...Object.fromEntries(parts), stop } as StartedParts<Choice>;
}
