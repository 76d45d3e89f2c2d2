import { expect, test } from '@jest/globals';
import type { Health, Log } from '@cdr/telemetry';
import { createTrouble } from './trouble.ts';

const broken = new Error('connection refused');
const outage = ['not ready: S3', 'S3 does not work; trying again until it does'];
const recovery = ['ready: S3', 'S3 works again'];

function witness() {
  const seen: string[] = [];
  function line(_fields: object, message: string): void {
    seen.push(message);
  }
  const log: Log = { info: line, warn: line, error: line };
  const health: Health = {
    progress: () => undefined,
    notReady: (part) => void seen.push(`not ready: ${part}`),
    ready: (part) => void seen.push(`ready: ${part}`),
  };
  return { seen, trouble: createTrouble('S3', { log, health }) };
}

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
