import { describe, expect, test } from '@jest/globals';
import { httpExchange, kafkaExchange, postgresExchange } from './exchange.ts';

/** A request of Kafka's protocol, without its length. */
function request(apiKey: number, client: string, body: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeInt16BE(apiKey, 4);
  head.writeInt16BE(7, 6);
  return Buffer.concat([head, text(client), body]);
}

function text(value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeInt16BE(value.length);
  return Buffer.concat([length, Buffer.from(value)]);
}

const noTransaction = Buffer.from([0xff, 0xff]);
const produceBody = Buffer.concat([
  noTransaction,
  Buffer.alloc(10),
  text('telecom-data.clean'),
  Buffer.alloc(30),
]);

describe('a request to Kafka', () => {
  test('has the name of its client and topic when it produces', () => {
    const chunk = request(0, 'cdr-validator', produceBody);
    expect(kafkaExchange(chunk)).toBe('produce cdr-validator telecom-data.clean');
  });

  test.each([
    ['a fetch', request(1, 'cdr-validator', produceBody)],
    ['the middle of a request', Buffer.alloc(9)],
    ['one that is cut behind its client', request(0, 'cdr-validator', Buffer.alloc(1))],
    ['one whose topic is cut', request(0, 'cdr-validator', produceBody.subarray(0, 20))],
  ])('has no name when it is %s', (_, chunk) => {
    expect(kafkaExchange(chunk)).toBeNull();
  });
});

test.each([
  ['PUT /bucket/key HTTP/1.1\r\n', 'PUT'],
  ['GET /bucket/key HTTP/1.1\r\n', 'GET'],
  ['HEAD /bucket HTTP/1.1\r\n', null],
  ['PAR1 bytes of a file', null],
])('a request to S3 is known by its method: %j', (head, name) => {
  expect(httpExchange(Buffer.from(head))).toBe(name);
});

test.each([
  ['Q\0\0\0\x0bCOMMIT\0', 'COMMIT'],
  ['d\0\0\x10\0"rows of a table"', 'COPY'],
  ["Q\0\0\0\x40COPY staging (a, b) FROM 's3://bucket/key' IAM_ROLE default\0", 'COPY'],
  ['Q\0\0\0\x0aBEGIN\0', null],
  ['Q\0\0\0\x0dROLLBACK\0', null],
])('a message to PostgreSQL is known by its beginning: %j', (bytes, name) => {
  expect(postgresExchange(Buffer.from(bytes))).toBe(name);
});
