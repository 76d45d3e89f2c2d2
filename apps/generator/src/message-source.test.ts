import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietLog, until } from '@cdr/testing';
import { linesOf } from './message-source.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-pipe-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a pipe that is quiet is alive while a line is awaited', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const writer = openSync(pipe, 'r+');
  let signs = 0;
  const topic = { name: 'raw', partitions: 6, mostBytesPerMessage: 1_000, mostBytesPerPublish: 1_000 };
  const messages = linesOf(pipe, topic, {
    log: quietLog,
    onRefused: () => undefined,
    alive: () => (signs += 1),
  });
  const lines = messages[Symbol.asyncIterator]();
  try {
    const first = lines.next();
    await until(() => signs > 0, { withinMs: 4_000 });
    writeSync(writer, 'one\n');
    expect((await first).value).toMatchObject({ n: 1 });
  } finally {
    closeSync(writer);
  }
  expect((await lines.next()).done).toBe(true);
});
