import { describe, expect, test } from '@jest/globals';
import { RequestQueue } from './kafkajs-internals.ts';
import { quietRequestQueue } from './kafkajs-timer.ts';

interface Queue {
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  pending: { sendRequest: () => void }[];
  checkPendingRequests(): void;
  destroy(): void;
}

function queue(): Queue {
  const make = RequestQueue as unknown as new (options: object) => Queue;
  const logger = { debug: () => undefined };
  return new make({ logger, clientId: 'test', broker: 'test', requestTimeout: 1_000 });
}

function hasTimer(idle: Queue): boolean {
  const timer = idle.throttleCheckTimeoutId !== null;
  idle.destroy();
  return timer;
}

// The first test is what shows that the second can fail: it is the client as it comes.
describe("the client's timer", () => {
  test('runs on an idle connection, as long as nobody quiets it', () => {
    const idle = queue();
    idle.checkPendingRequests();
    expect(hasTimer(idle)).toBe(true);
  });

  test('does not run on an idle connection once quieted, however often', () => {
    quietRequestQueue();
    quietRequestQueue();
    const idle = queue();
    idle.checkPendingRequests();
    expect(hasTimer(idle)).toBe(false);
  });

  test('still runs while requests are held back', () => {
    quietRequestQueue();
    const busy = queue();
    busy.throttledUntil = Date.now() + 60_000;
    busy.pending.push({ sendRequest: () => undefined });
    busy.checkPendingRequests();
    expect(hasTimer(busy)).toBe(true);
  });
});
