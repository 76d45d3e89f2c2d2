import { expect, test } from '@jest/globals';
import { ConfigError } from '@cdr/worker';
import { runCommand } from './run-command.ts';

/** Runs a command and gathers what it tells. */
async function end(run: () => Promise<number>): Promise<{ code: number; told: string[] }> {
  const told: string[] = [];
  const code = await runCommand({ rate: 5 }, { usage: '', tell: (line) => told.push(line), run });
  return { code, told };
}

async function breaks(): Promise<number> {
  throw new Error('Kafka did not start');
}

test('a command ends as it says', async () => {
  expect(await end(async () => 7)).toEqual({ code: 7, told: [] });
});

test('a command that breaks says why, and ends with 1', async () => {
  expect(await end(breaks)).toEqual({ code: 1, told: ['Kafka did not start'] });
});

test('a command with wrong settings ends with 2', async () => {
  const problems = ['KAFKA_PORT must be a whole number'];
  expect(await end(() => Promise.reject(new ConfigError(problems)))).toEqual({ code: 2, told: problems });
});

test('a command that breaks after Ctrl-C was told to: 130', async () => {
  const { code, told } = await end(() => {
    process.emit('SIGINT');
    return breaks();
  });
  expect({ code, told }).toEqual({ code: 130, told: ['Stopping… (Ctrl-C again leaves at once.)'] });
});
