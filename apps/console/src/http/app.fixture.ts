import { createGate } from '../access/gate.ts';
import type { Passwords } from '../access/sign-in.ts';
import type { ActionView, Role } from '../api.ts';
import { memoryDesk } from '../desk.fixture.ts';
import { topics } from '../memory-kafka.fixture.ts';
import type { ApiParts } from './add-routes.ts';
import { createApp } from './create-app.ts';
import { deedsOf } from './deeds.ts';
import { viewsOf } from './views.ts';

export const passwords = { operator: 'open sesame', viewer: 'look' };

/** What a test sends; the rest is as the page of this very server would send it. */
export interface Sent {
  method?: string;
  body?: unknown;
  headers?: Record<string, string | undefined>;
  cookie?: string;
  address?: string;
}

export interface ConsoleFacts {
  passwords?: Passwords;
  /** More views than there are, or other deeds. */
  more?: Partial<Pick<ApiParts, 'views' | 'deeds'>>;
  /** How long a request waits, ms. */
  patienceMs?: number;
  /** Why there is nothing to see yet. */
  whyNot?: string;
}

/** The console as an application over parts in memory; requests reach it without a network. */
export function consoleApp({
  passwords: needed = passwords,
  more = {},
  patienceMs = 10_000,
  whyNot,
}: ConsoleFacts = {}) {
  const memory = memoryDesk();
  const { desk } = memory;
  const faults: [route: string, error: unknown][] = [];
  const answered: string[] = [];
  const clock = { now: 0 };
  const views = [...viewsOf(desk), ...(more.views ?? [])];
  const deeds = [...deedsOf(desk), ...(more.deeds ?? [])];
  const patience = { ms: patienceMs, mostLate: 2 };
  const app = createApp({
    gate: createGate(needed, () => clock.now),
    files: new Map([['/', { body: Buffer.from('<!doctype html>'), type: 'text/html; charset=utf-8' }]]),
    api: whyNot === undefined ? { views, deeds, actions: desk.actions, patience } : { whyNot: () => whyNot },
    onAnswer: (route) => answered.push(route),
    onFault: (route, error) => faults.push([route, error]),
  });

  async function request(
    path: string,
    { method = 'GET', body, headers = {}, cookie, address = '10.0.0.1' }: Sent = {},
  ) {
    const all = {
      host: 'localhost:9021',
      ...(method !== 'GET' && { 'content-type': 'application/json', origin: 'http://localhost:9021' }),
      ...(cookie !== undefined && { cookie }),
      ...headers,
    };
    const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const text =
      body === undefined
        ? method === 'GET'
          ? null
          : '{}'
        : typeof body === 'string'
          ? body
          : JSON.stringify(body);
    const env = { incoming: { socket: { remoteAddress: address } } };
    const response = await app.request(path, { method, headers: given, body: text }, env);
    const answer = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text: answer,
      json: (isJson ? JSON.parse(answer) : null) as Record<string, unknown>,
    };
  }

  /** The cookie of somebody who has signed in. */
  async function signedIn(role: Role): Promise<string> {
    const body = { name: role === 'operator' ? 'ann' : 'vic', password: needed[role] };
    const { headers } = await request('/api/sign-in', { method: 'POST', body });
    return headers.get('set-cookie')!.split(';')[0]!;
  }

  /** The list of actions, in its order. */
  function actions(): ActionView[] {
    return memory.broker
      .log(topics.actions, 0)
      .records.map(({ value }) => JSON.parse(String(value)) as ActionView);
  }

  return { ...memory, app, request, signedIn, actions, views, deeds, faults, answered, clock };
}

/** A path with something in the place of each of its names. */
export function pathOf(route: string): string {
  return route.replaceAll(/:topic/g, topics.raw).replaceAll(/:\w+/g, '0');
}
