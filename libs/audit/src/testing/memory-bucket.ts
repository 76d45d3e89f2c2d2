import { StoreError, type StoredObject } from '@cdr/object-store';

/** A bucket in memory that writes down what is removed; `failsAt` is the key whose removal fails, once. */
export function createMemoryBucket(objects: Record<string, { body?: string; modifiedAt?: number }>) {
  const held = new Map(Object.entries(objects));
  const removed: string[] = [];
  const script: { failsAt?: string } = {};
  const store = {
    async *list(prefix: string): AsyncGenerator<StoredObject> {
      for (const [key, { body = '', modifiedAt = 0 }] of [...held].sort(([a], [b]) => (a < b ? -1 : 1)))
        if (key.startsWith(prefix)) yield { key, bytes: body.length, modifiedAt };
    },
    async read(key: string): Promise<string> {
      const object = held.get(key);
      if (object === undefined) throw new StoreError(`reading ${key}: not there`, 'NoSuchKey', false);
      return object.body ?? '';
    },
    async remove(key: string): Promise<void> {
      if (key === script.failsAt) {
        delete script.failsAt;
        throw new StoreError(`removing ${key}: gone away`, 'ECONNRESET', true);
      }
      removed.push(key);
      held.delete(key);
    },
  };
  return { store, removed, script, keys: () => [...held.keys()] };
}

/** Objects of batches, by id and then by name. */
export function batchesOf(
  batches: Record<string, Record<string, { body?: string; modifiedAt?: number }>>,
): Record<string, { body?: string; modifiedAt?: number }> {
  const entries = Object.entries(batches).flatMap(([batchId, objects]) =>
    Object.entries(objects).map(
      ([name, object]) => [`telecom_data/batch_id=${batchId}/${name}`, object] as const,
    ),
  );
  return Object.fromEntries(entries);
}

/** A manifest of a batch that begins at an offset of one partition of `clean`. */
export function manifestFrom(first: number, topic = 'clean', partition = 0): string {
  return JSON.stringify({
    entries: [],
    ranges: [{ topic, partition, first_offset: first, next_offset: first + 5 }],
  });
}

/** A ledger of these batches. */
export function ledgerOf(...loaded: string[]) {
  return { knownBatches: async (ids: readonly string[]) => new Set(ids.filter((id) => loaded.includes(id))) };
}
