import { describe, expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { watchSignals } from './signals.ts';

function watch() {
  const host = new EventEmitter();
  const calls: string[] = [];
  let at = 1_000;
  watchSignals(host, {
    stop: () => calls.push('stop'),
    force: () => calls.push('force'),
    now: () => at,
  });
  function send(signal: string, afterMs: number): void {
    at += afterMs;
    host.emit(signal);
  }
  return { calls, send };
}

describe('signals', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s asks to stop', (signal) => {
    const { calls, send } = watch();
    send(signal, 0);
    expect(calls).toEqual(['stop']);
  });

  test('one that arrives twice at once asks to stop once', () => {
    const { calls, send } = watch();
    send('SIGTERM', 0);
    send('SIGTERM', 3);
    send('SIGINT', 490);
    expect(calls).toEqual(['stop']);
  });

  test('a second one half a second later forces', () => {
    const { calls, send } = watch();
    send('SIGINT', 0);
    send('SIGINT', 500);
    expect(calls).toEqual(['stop', 'force']);
  });
});
