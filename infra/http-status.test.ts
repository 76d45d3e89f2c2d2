import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpStatus } from './http-status.ts';

let server: Server;
let answer: RequestListener;
let url: string;

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/subjects`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('a refusal is an answer, and has its status', async () => {
  answer = ({ url: path }, response) => response.writeHead(path === '/subjects' ? 403 : 404).end();
  expect(await httpStatus(url)).toBe(403);
});

test('a server that takes a request and says nothing has no status', async () => {
  answer = () => undefined;
  expect(await httpStatus(url)).toBeNull();
});

test('where nobody listens there is no status', async () => {
  server.close();
  await once(server, 'close');
  expect(await httpStatus(url)).toBeNull();
});
