import { expect, test } from '@jest/globals';
import { addressOf, readAddress, requireAddresses } from './addresses.ts';

test.each([
  ['localhost:9092', { host: 'localhost', port: 9092 }],
  ['[::1]:9092', { host: '::1', port: 9092 }],
  ['10.0.0.1:1', { host: '10.0.0.1', port: 1 }],
  ['localhost', null],
  [':9092', null],
  ['localhost:port', null],
  ['localhost:99999', null],
])('%s is read as %j', (text, address) => {
  expect(readAddress(text)).toEqual(address);
});

test.each([
  ['http://[::1]:9000', { host: '::1', port: 9000 }],
  ['http://s3.example', { host: 's3.example', port: 80 }],
])('%s leads to %j', (url, address) => {
  expect(addressOf(url, 80)).toEqual(address);
});

test('all addresses that are none are told at once, and no password with them', () => {
  const wrong = {
    brokers: ['localhost', 'b:1'],
    endpoint: 'localhost:9000',
    warehouseUrl: 'admin:secret@db/dev',
  };
  expect(() => requireAddresses(wrong)).toThrow(
    'KAFKA_BROKERS must be host:port with commas between them, was "localhost"; ' +
      'S3_ENDPOINT must be a URL such as https://host:port, was "localhost:9000"; ' +
      'WAREHOUSE_URL must look like postgres://user@host:5439/database',
  );
});

test('addresses that are some pass', () => {
  const right = { brokers: ['b:1'], endpoint: undefined, warehouseUrl: 'postgres://admin@db:5439/dev' };
  expect(() => requireAddresses(right)).not.toThrow();
});
