import { describe, expect, test } from '@jest/globals';
import { undoFailedConnects } from './kafkajs-connect.ts';
import { Broker } from './kafkajs-internals.ts';

/** A broker that takes connections, or none; what it knows it says only when `answers` gives it. */
function broker(answers: () => Promise<object>, takes = true): Broker & { apiVersions: typeof answers } {
  let isConnected = false;
  const connection = { getSupportAuthenticationProtocol: () => false, authenticate: async () => undefined };
  const connectionPool = {
    connectionTimeout: 1_000,
    isConnected: () => isConnected,
    getConnection: async () => {
      if (!takes) throw new Error('closed on this side');
      isConnected = true;
      return connection;
    },
    setVersions: () => undefined,
    destroy: async () => void (isConnected = false),
  };
  const logger = { namespace: () => logger, debug: () => undefined };
  const make = Broker as unknown as new (options: object) => Broker & { apiVersions: typeof answers };
  const made = new make({ connectionPool, logger });
  made.apiVersions = answers;
  return made;
}

function frozenOnce(): () => Promise<object> {
  let asked = 0;
  return async () => {
    asked += 1;
    if (asked === 1) throw new Error('ApiVersions timed out');
    return {};
  };
}

/** Whether it knows which requests the broker takes. */
function canAsk(made: Broker): boolean {
  const { lookupRequest } = made as unknown as { lookupRequest: (key: number, request: object) => unknown };
  try {
    lookupRequest(3, { versions: [] });
    return true;
  } catch (error) {
    return (error as Error).message !== 'Broker not connected';
  }
}

// The first test is what shows that the second can fail: it is the client as it comes.
describe('a broker that takes a connection and does not answer', () => {
  test('is taken for connected, as the client comes, though nothing can be asked of it', async () => {
    const frozen = broker(frozenOnce());
    await expect(frozen.connect()).rejects.toThrow('timed out');
    await frozen.connect();
    expect(canAsk(frozen)).toBe(false);
  });

  test('is connected to anew once failed connects are undone', async () => {
    undoFailedConnects();
    undoFailedConnects();
    const frozen = broker(frozenOnce());
    await expect(frozen.connect()).rejects.toThrow('timed out');
    await frozen.connect();
    expect(canAsk(frozen)).toBe(true);
  });
});

test('what never was connected is not disconnected', async () => {
  undoFailedConnects();
  const gone = broker(async () => ({}), false);
  let disconnects = 0;
  gone.disconnect = async () => void (disconnects += 1);
  await expect(gone.connect()).rejects.toThrow('closed on this side');
  expect(disconnects).toBe(0);
});
