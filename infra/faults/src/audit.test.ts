import { expect, test } from '@jest/globals';
import { readAudit } from './audit.ts';

const said = '{"holds":true,"problems":[]}\n';

test.each([
  ['holds when the command says so and ends well', said, true, true],
  ['does not hold when the command failed', said, false, false],
  ['does not hold when it says so', '{"holds":false}', true, false],
])('an audit %s', (_, output, endedWell, holds) => {
  expect(readAudit(output, endedWell)?.holds).toBe(holds);
});

test('an audit that said nothing is none', () => {
  expect(readAudit('', false)).toBeNull();
});
