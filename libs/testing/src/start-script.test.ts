import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startScript } from './start-script.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-script-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(code: string, options?: Parameters<typeof startScript>[1]) {
  const script = join(folder, 'script.mjs');
  writeFileSync(script, code);
  return startScript(script, options);
}

test('a script’s lines are read whole, in whatever pieces they come', async () => {
  const { child, lines, says, ended } = start(`
    const bytes = Buffer.from('{"msg":"one é\\u2028"}\\n{"msg":"two"}\\n');
    const untilTold = setInterval(() => {}, 1_000);
    process.once('SIGUSR2', () => {
      clearInterval(untilTold);
      process.stdout.write(bytes.subarray(13));
    });
    process.stdout.write(bytes.subarray(0, 13)); // to within the é`);
  child.stdout!.once('data', () => child.kill('SIGUSR2'));
  await says('two');
  expect(lines.map(({ msg }) => msg)).toEqual(['one é\u2028', 'two']);
  expect(await ended).toEqual({ code: 0, signal: null, stderr: '' });
});

test('a script gets its arguments, its variables and the time zone, and no other variable of ours', async () => {
  process.env['NOT_FOR_SCRIPTS'] = 'x';
  const { lines, ended } = start(
    `console.log(JSON.stringify({ args: process.argv.slice(2), names: Object.keys(process.env).sort() }))`,
    { args: ['--rate', '5'], env: { KAFKA_BROKERS: 'here' } },
  );
  await ended;
  expect(lines).toEqual([{ args: ['--rate', '5'], names: ['KAFKA_BROKERS', 'PATH', 'TZ'] }]);
});

test('how a script ended comes with its stderr, and waiting for its words ends then', async () => {
  const { says, ended } = start(`console.error('no such topic'); process.exitCode = 3;`);
  await expect(says('ready')).rejects.toThrow(/ended without "ready": .*no such topic/);
  expect(await ended).toEqual({ code: 3, signal: null, stderr: 'no such topic\n' });
});

test('a script that writes no JSON is named, with the line', async () => {
  const { says, ended } = start(`console.log('{"msg":"up"}'); console.log('Oh no');`);
  await says('up');
  await expect(says('ready')).rejects.toThrow(/script\.mjs wrote to stdout what is no JSON: Oh no$/);
  await expect(ended).rejects.toThrow('Oh no');
});

test('a killed script has a signal and no exit code', async () => {
  const { child, says, ended } = start(`setInterval(() => {}, 1_000); console.log('{"msg":"up"}')`);
  await says('up');
  child.kill('SIGKILL');
  expect(await ended).toEqual({ code: null, signal: 'SIGKILL', stderr: '' });
});
