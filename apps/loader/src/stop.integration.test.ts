import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '@cdr/testing';
import { publishCalls, startRealParts } from './real-parts.fixture.ts';

// A loader that is told to stop ends in order within 4 s and exits 0, whatever hangs.

let parts: Awaited<ReturnType<typeof startRealParts>>;
beforeAll(async () => {
  parts = await startRealParts();
});
afterAll(() => parts.stop());

test('a load that hangs longer than the drain is given up', async () => {
  const world = await parts.makeWorld('hang');
  const loader = parts.startLoader(world);
  await loader.says('loading from these positions');
  process.kill(parts.running.objectStore.pid, 'SIGSTOP');
  try {
    await publishCalls(world, 0, 0, 10);
    const scratch = world.env['LOADER_SCRATCH_DIR']!;
    await until(() => readdirSync(scratch, { recursive: true }).some((f) => String(f).endsWith('.parquet')), {
      what: 'a load is under way',
    });
    const told = Date.now();
    loader.child.kill('SIGTERM');
    expect(await loader.ended).toMatchObject({ code: 0 });
    expect(Date.now() - told).toBeLessThan(4_000);
    expect(loader.lines.map(({ msg }) => msg)).toContainEqual(
      expect.stringMatching(/^giving up the load under way/),
    );
  } finally {
    process.kill(parts.running.objectStore.pid, 'SIGCONT');
  }
});

test('S3 that does not answer at the start is given up', async () => {
  const world = await parts.makeWorld('start-hang');
  const mute = createServer().listen(0, '127.0.0.1');
  try {
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    const loader = parts.startLoader(world, { S3_ENDPOINT: `http://127.0.0.1:${port}` });
    await once(mute, 'request');
    loader.child.kill('SIGTERM');
    expect(await loader.ended).toMatchObject({ code: 0 });
    expect(loader.lines.map(({ msg }) => msg)).toEqual([
      'stopping: finishing what is in flight',
      expect.stringMatching(/^giving up the load under way/),
    ]);
  } finally {
    mute.close();
  }
});

test('Kafka that no longer answers is given up', async () => {
  const world = await parts.makeWorld('mute');
  const loader = parts.startLoader(world);
  await loader.says('loading from these positions');
  process.kill(parts.broker.pid, 'SIGSTOP');
  try {
    loader.child.kill('SIGTERM');
    expect(await loader.ended).toMatchObject({ code: 0 });
  } finally {
    process.kill(parts.broker.pid, 'SIGCONT');
  }
});
