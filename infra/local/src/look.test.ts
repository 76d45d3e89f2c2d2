import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { look } from './look.ts';
import type { Figures } from './standing.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function figuresOfNothing(): Figures {
  return { loadedThrough: new Map(), lastLoad: null, validatedThrough: [], clean: [], dlq: [], raw: [] };
}

const silent = { read: () => new Promise<Figures>(() => undefined) };

describe('a look at the pipeline', () => {
  test('brings the figures', async () => {
    const figures = figuresOfNothing();
    const seen = await look({ read: async () => figures }, 10_000, new AbortController().signal);
    expect(seen).toEqual({ kind: 'figures', figures });
  });

  test.each([
    ['what the error says', new Error('connection refused'), 'connection refused'],
    [
      'its code, if it says nothing',
      Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    ['what was thrown, if that is no error', 'gone', 'gone'],
  ])('tells why nothing is known: %s', async (_, error, why) => {
    const failing = { read: () => Promise.reject<Figures>(error) };
    expect(await look(failing, 10_000, new AbortController().signal)).toEqual({ kind: 'unknown', why });
  });

  test('gives up on a part that does not answer', async () => {
    const seen = await look(silent, 20, new AbortController().signal);
    expect(seen).toEqual({ kind: 'unknown', why: 'no answer within 0.02 s' });
  });

  test('ends when the signal aborts, before or during it', async () => {
    const stop = new AbortController();
    const looking = look(silent, 3_600_000, stop.signal);
    stop.abort();
    expect(await looking).toEqual({ kind: 'aborted' });
    expect(await look(silent, 3_600_000, stop.signal)).toEqual({ kind: 'aborted' });
  });

  test('leaves nothing behind on a signal that lives on', async () => {
    const { signal } = new AbortController();
    const read: WeakRef<Figures>[] = [];
    async function readAnew(): Promise<Figures> {
      const figures = figuresOfNothing();
      read.push(new WeakRef(figures));
      return figures;
    }
    for (let n = 0; n < 20; n += 1) await look({ read: readAnew }, 10_000, signal);
    await new Promise((resolve) => setImmediate(resolve)); // a WeakRef holds its object until the turn ends
    collectGarbage();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(read.filter((one) => one.deref() !== undefined).length).toBeLessThanOrEqual(1);
  });
});
