import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { nodeFlags } from './node-flags.ts';

const root = new URL('../../../', import.meta.url);
const command = ['node', ...nodeFlags, 'dist/main.js'];

function read(file: string): string {
  return readFileSync(new URL(file, root), 'utf8');
}

test('nx serve runs a worker as npm start does', () => {
  const { targetDefaults } = JSON.parse(read('nx.json')) as {
    targetDefaults: { serve: { options: { command: string } } };
  };
  expect(targetDefaults.serve.options.command).toBe(command.join(' '));
});

test.each(['generator', 'validator', 'loader'])('so does the image of the %s', (worker) => {
  const [, given] = /^CMD (\[.*\])$/m.exec(read(`apps/${worker}/Dockerfile`)) ?? [];
  expect(JSON.parse(given ?? 'null')).toEqual(command);
});
