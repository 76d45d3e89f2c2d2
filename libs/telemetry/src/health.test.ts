import { describe, expect, test } from '@jest/globals';
import { createHealth } from './health.ts';

function healthAt(start: number) {
  const clock = { now: start };
  return { clock, health: createHealth({ stallAfterMs: 60_000, now: () => clock.now }) };
}

describe('liveness', () => {
  test('lasts as long as the loop turns', () => {
    const { clock, health } = healthAt(0);
    clock.now = 59_999;
    expect(health.liveness()).toEqual({ status: 200, body: { live: true } });
    health.progress();
    clock.now += 59_999;
    expect(health.liveness().status).toBe(200);
  });

  test('ends with the reason when the loop stalls', () => {
    const { clock, health } = healthAt(0);
    clock.now = 75_000;
    const why = 'no progress for 75 s (limit 60 s): restart this worker';
    expect(health.liveness()).toEqual({ status: 503, body: { live: false, why } });
  });
});

describe('readiness', () => {
  test('begins with the first turn of the loop', () => {
    const { health } = healthAt(0);
    expect(health.readiness().body).toEqual({ ready: false, why: 'the worker is still starting' });
    health.progress();
    expect(health.readiness()).toEqual({ status: 200, body: { ready: true } });
  });

  test('names each unusable part and since when, until it is usable again', () => {
    const { clock, health } = healthAt(0);
    health.progress();
    health.notReady('Kafka', 'is not reachable');
    clock.now = 5_000;
    health.notReady('Kafka', 'is not reachable');
    health.notReady('S3', 'refuses the bucket');
    expect(health.readiness()).toEqual({
      status: 503,
      body: {
        ready: false,
        why:
          'Kafka is not reachable since 1970-01-01T00:00:00.000Z; ' +
          'S3 refuses the bucket since 1970-01-01T00:00:05.000Z',
      },
    });
    health.ready('Kafka');
    health.ready('S3');
    expect(health.readiness().status).toBe(200);
  });
});
