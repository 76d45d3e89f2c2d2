import { connect } from 'node:net';

// Metadata request, version 4: api key 3, correlation id 1, client id "health", no topics, no auto-creation.
const body = Buffer.from([0, 3, 0, 4, 0, 0, 0, 1, 0, 6, ...Buffer.from('health'), 0, 0, 0, 0, 0]);
const request = Buffer.concat([Buffer.from([0, 0, 0, body.length]), body]);
const brokerCountAt = 4 + 4 + 4; // behind length, correlation id and throttle time

/** Whether a broker at this port answers a metadata request naming at least one live broker, within 2 s; never throws. */
export function brokerAnswers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 2000 });
    let answer = Buffer.alloc(0);
    function finish(alive: boolean): void {
      socket.destroy();
      resolve(alive);
    }
    socket.once('connect', () => socket.write(request));
    socket.on('data', (bytes) => {
      answer = Buffer.concat([answer, bytes]);
      if (answer.length >= brokerCountAt + 4) finish(answer.readInt32BE(brokerCountAt) > 0);
    });
    socket.once('timeout', () => {
      finish(false);
    });
    socket.once('error', () => {
      finish(false);
    });
    socket.once('close', () => {
      finish(false);
    });
  });
}
