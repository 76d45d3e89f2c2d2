import { ConfigError, readConfig } from '@cdr/worker';
import { describe, expect, test } from '@jest/globals';
import { consoleSettings } from './config.ts';

const password = { CONSOLE_OPERATOR_PASSWORD: 'open sesame' };

describe('a console that others can reach', () => {
  const sentence =
    'CONSOLE_OPERATOR_PASSWORD is missing: it must be set where others can reach the console: CONSOLE_HOST is not a loopback address';

  test.each(['0.0.0.0', '::', '192.168.1.7', 'console.example', '127.0.0.1.example.com'])(
    'at %s is refused without a password for operators',
    (host) => {
      expect(() => readConfig({ CONSOLE_HOST: host }, consoleSettings)).toThrow(sentence);
      expect(() => readConfig({ CONSOLE_HOST: host, CONSOLE_VIEWER_PASSWORD: 'x' }, consoleSettings)).toThrow(
        sentence,
      );
      expect(readConfig({ CONSOLE_HOST: host, ...password }, consoleSettings)).toMatchObject({ host });
    },
  );
});

test.each(['', '127.0.0.1', '127.1.2.3', 'localhost', '::1'])('at %j nobody needs to sign in', (host) => {
  const config = readConfig({ CONSOLE_HOST: host }, consoleSettings);
  expect([config.operatorPassword, config.viewerPassword]).toEqual([undefined, undefined]);
});

test('a password of viewers that is the operators’ as well is refused, without telling it', () => {
  const env = { ...password, CONSOLE_VIEWER_PASSWORD: 'look' };
  expect(readConfig(env, consoleSettings)).toMatchObject({ viewerPassword: 'look' });
  const problem = 'CONSOLE_VIEWER_PASSWORD must not be the same as CONSOLE_OPERATOR_PASSWORD';
  const same = { ...password, CONSOLE_VIEWER_PASSWORD: password.CONSOLE_OPERATOR_PASSWORD };
  expect(() => readConfig(same, consoleSettings)).toThrow(new ConfigError([problem]));
});

test('it looks at the workers of npm start unless it is told of others', () => {
  const { host, port, generators, validators, loaders } = readConfig({}, consoleSettings);
  expect({ host, port, generators, validators, loaders }).toEqual({
    host: '127.0.0.1',
    port: 9021,
    generators: ['localhost:9464'],
    validators: ['localhost:9465'],
    loaders: ['localhost:9466'],
  });
  const more = readConfig({ CONSOLE_LOADERS: 'a:1, b:2' }, consoleSettings);
  expect(more.loaders).toEqual(['a:1', 'b:2']);
});
