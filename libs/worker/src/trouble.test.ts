import { expect, test } from '@jest/globals';
import { createHealth, createMetrics, type Health, type Log, Registry } from '@cdr/telemetry';
import { createTrouble } from './trouble.ts';

const broken = new Error('connection refused');
const outage = ['not ready: S3', 'S3 does not work; trying again until it does'];
const recovery = ['ready: S3', 'S3 works again'];

function witness() {
  const seen: string[] = [];
  function line(_fields: object, message: string): void {
    seen.push(message);
  }
  const registry = new Registry();
  const log: Log = { debug: line, info: line, warn: line, error: line };
  const health: Health = {
    ...createHealth({ stallAfterMs: 60_000, now: Date.now }),
    notReady: (part) => void seen.push(`not ready: ${part}`),
    ready: (part) => void seen.push(`ready: ${part}`),
  };
  const trouble = createTrouble('S3', {
    log,
    metrics: createMetrics(registry),
    health: { ...health, retrying: () => health.retrying() },
  });
  async function gauge(): Promise<string | undefined> {
    return /^cdr_part_trouble{part="S3"} (.*)$/m.exec(await registry.metrics())?.[1];
  }
  return { seen, health, registry, gauge, trouble };
}

test('the gauge of a part is 0 from the start, 1 while it fails for somebody, and 0 again', async () => {
  const { gauge, registry, trouble } = witness();
  expect(await gauge()).toBe('0');
  expect(await registry.metrics()).toContain('cdr_retries_total{part="S3"} 0');
  const [first, second] = [{}, {}];
  trouble.failed(first, broken);
  trouble.failed(second, broken);
  expect(await gauge()).toBe('1');
  trouble.over(first, 'works');
  expect(await gauge()).toBe('1');
  trouble.over(second, 'works');
  expect(await gauge()).toBe('0');
});

test('each failed attempt gives everything that waits its time again', () => {
  const { health, trouble } = witness();
  let restarted = 0;
  health.retrying = () => void (restarted += 1);
  trouble.failed({}, broken);
  trouble.failed({}, broken);
  expect(restarted).toBe(2);
});

test('an outage whose session was taken away is over when the part is seen to work', () => {
  const { seen, trouble } = witness();
  const session = {};
  trouble.failed(session, broken);
  trouble.over(session, 'given up');
  expect(seen).toEqual(outage);
  trouble.works();
  trouble.works();
  expect(seen).toEqual([...outage, ...recovery]);
});

test('an outage given up by one is over when another attempt works, even one that never failed', () => {
  const { seen, trouble } = witness();
  const session = {};
  trouble.failed(session, broken);
  trouble.over(session, 'given up');
  trouble.over({}, 'works');
  expect(seen).toEqual([...outage, ...recovery]);
});

test('an outage that outlives a session is told once, though the next session fails as well', () => {
  const { seen, trouble } = witness();
  const [first, second] = [{}, {}];
  trouble.failed(first, broken);
  trouble.over(first, 'given up');
  trouble.failed(second, broken);
  trouble.over(second, 'works');
  expect(seen).toEqual([...outage, ...recovery]);
});

test('a part that works for some is not ready while it fails for another', () => {
  const { seen, trouble } = witness();
  const failing = {};
  trouble.failed(failing, broken);
  trouble.works();
  trouble.over({}, 'works');
  expect(seen).toEqual(outage);
  trouble.over(failing, 'works');
  expect(seen).toEqual([...outage, ...recovery]);
});

test('a part that never failed is not said to work again', () => {
  const { seen, trouble } = witness();
  trouble.over({}, 'given up');
  trouble.works();
  expect(seen).toEqual([]);
});
