import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Asks a command how it is used. */
function askHelp(command: string) {
  const { PATH } = process.env;
  return spawn(process.execPath, [main, command, '--help'], {
    env: { PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test.each(['setup', 'migrate', 'schemas', 'connections', 'audit', 'trace', 'redrive', 'sweep'])(
  '%s --help is an answer, on stdout',
  async (command) => {
    const child = askHelp(command);
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    expect(stdout).toMatch(new RegExp(`^npm run ${command} `));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  },
  20_000,
);

test('an answer that nobody reads is told, and does not look like one that is bad', async () => {
  const child = askHelp('audit');
  child.stdout.destroy();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect(stderr).toMatch(/^The answer could not be written to stdout \(write EPIPE\): look again/);
  expect(stderr.split('\n')).toHaveLength(2);
  expect(code).toBe(3);
}, 20_000);
