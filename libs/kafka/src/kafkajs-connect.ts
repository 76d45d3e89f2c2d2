import { Broker } from './kafkajs-internals.ts';

/**
 * kafkajs 2.2.4 leaves the socket open when a broker takes a connection and then does not say which requests it knows, as
 * a frozen one does. It takes such a broker for connected ever after, and each question to it fails with an error that
 * looks like a bug. With this the next connect begins anew.
 */
export function undoFailedConnects(): void {
  Broker.prototype.connect = connectWhole;
}

const connectAsItCan = Broker.prototype.connect;

async function connectWhole(this: Broker): Promise<void> {
  try {
    await connectAsItCan.call(this);
  } catch (error) {
    // What counts is why it did not connect. A socket that is gone is left alone: kafkajs would hang a listener on it
    // each time, and a drain whose connections are cut fails to connect many times over.
    if (this.isConnected()) await this.disconnect().catch(() => undefined);
    throw error;
  }
}
