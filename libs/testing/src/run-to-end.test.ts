import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { runToEnd } from './run-to-end.ts';

function runScript(script: string, options = {}) {
  return runToEnd(process.execPath, ['-e', script], options);
}

test('a run gives its exit code and all that it has said', async () => {
  const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
  expect(await runScript(script)).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
});

test('it reads its input, in its folder, with its variables', async () => {
  const script = 'process.stdin.pipe(process.stdout); process.stderr.write(process.cwd() + process.env.WORD)';
  const given = { input: 'read', cwd: tmpdir(), env: { WORD: '!' } };
  expect(await runScript(script, given)).toEqual({ code: 0, stdout: 'read', stderr: `${tmpdir()}!` });
});

test('one that does not read its input ends all the same', async () => {
  expect(await runScript('', { input: 'x'.repeat(1_000_000) })).toMatchObject({ code: 0 });
});

test('one that a signal ends has failed', async () => {
  expect(await runScript('process.kill(process.pid, "SIGKILL")')).toMatchObject({ code: 1 });
});

test('a program that is not there has no exit code', async () => {
  expect(await runToEnd('no-such-program', [])).toMatchObject({ code: undefined });
});
