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
    const { status, body } = health.liveness();
    expect(status).toBe(503);
    expect(body['live']).toBe(false);
    expect(body['why']).toMatch(
      /^this worker has not moved for 75 s \(since 1970-01-01T00:00:00.000Z, limit 60 s\)/,
    );
  });

  test('ends when one partition stands still, and comes back when it moves', () => {
    const { clock, health } = healthAt(0);
    health.watch('raw/3');
    clock.now = 60_000;
    health.progress();
    expect(health.liveness()).toMatchObject({
      status: 503,
      body: { why: expect.stringMatching(/^raw\/3 has not/) },
    });
    health.moved('raw/3');
    expect(health.liveness().status).toBe(200);
  });
});

describe('readiness', () => {
  test('begins with the first turn of the loop', () => {
    const { health } = healthAt(0);
    expect(health.readiness().body).toEqual({ ready: false, why: 'the worker is still starting' });
    health.watch('raw/3');
    health.moved('raw/3'); // a step of its takeover
    expect(health.readiness().status).toBe(503);
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
