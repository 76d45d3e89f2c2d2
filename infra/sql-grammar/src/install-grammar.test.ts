import { expect, test } from '@jest/globals';
import { installGrammar, whatIsMissing } from './install-grammar.ts';

test.each([
  [{ code: 0, stdout: '3 9\n', stderr: '' }, null],
  [{ code: 0, stdout: '3 14\n', stderr: '' }, null],
  [{ code: 0, stdout: '4 0\n', stderr: '' }, null],
  [{ code: 0, stdout: '3 8\n', stderr: '' }, /python3 is 3\.8: install a newer one/],
  [{ code: 0, stdout: '2 7\n', stderr: '' }, /python3 is 2\.7/],
  [{ code: 1, stdout: '', stderr: "ModuleNotFoundError: No module named 'pip'" }, /has no pip: install it/],
  [{ code: 127, stdout: '', stderr: 'shim: no version set' }, /does not run \(exit code 127\)/],
  [{ code: undefined, stdout: '', stderr: '' }, /python3 was not found: install it/],
])('of what Python says (%j) one sentence tells what is missing: %s', (ended, missing) => {
  const told = whatIsMissing(ended, 'python3');
  if (missing === null) expect(told).toBeNull();
  else {
    expect(told).toMatch(missing);
    expect(told).toMatch(/^Python 3\.9 or newer with pip is needed .*\.$/);
  }
});

test('the grammar is fetched once: then Python is not asked', async () => {
  const folder = await installGrammar('python3');
  expect(await installGrammar('no-such-python')).toBe(folder);
}, 120_000);
