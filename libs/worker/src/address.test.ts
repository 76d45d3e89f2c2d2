import { expect, test } from '@jest/globals';
import { addressOf, readAddress } from './address.ts';

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
