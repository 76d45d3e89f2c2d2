import { describe, expect, test } from '@jest/globals';
import { startAll } from './start-all.ts';

function createPart() {
  const part = { stopped: false, stop: async () => void (part.stopped = true) };
  return part;
}

describe('parts that are started side by side', () => {
  test('are there by their names', async () => {
    const [kafka, warehouse] = [createPart(), createPart()];
    const all = await startAll({ kafka: async () => kafka, warehouse: async () => warehouse });
    expect(all).toEqual({ kafka, warehouse });
    expect(kafka.stopped).toBe(false);
  });

  test('are stopped when one does not start, also those that start later', async () => {
    const [kafka, warehouse] = [createPart(), createPart()];
    const starting = startAll({
      kafka: async () => kafka,
      objectStore: () => Promise.reject<typeof kafka>(new Error('S3 did not start')),
      warehouse: () => new Promise<typeof kafka>((resolve) => setImmediate(resolve, warehouse)),
    });
    await expect(starting).rejects.toThrow('S3 did not start');
    expect([kafka.stopped, warehouse.stopped]).toEqual([true, true]);
  });

  test('are stopped when one fails before it begins', async () => {
    const kafka = createPart();
    function fails(): Promise<typeof kafka> {
      throw new Error('no password');
    }
    await expect(startAll({ kafka: async () => kafka, warehouse: fails })).rejects.toThrow('no password');
    expect(kafka.stopped).toBe(true);
  });
});
