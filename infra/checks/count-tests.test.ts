import { describe, expect, test } from '@jest/globals';
import { countLine, countTests, type JestResult } from './count-tests.mjs';

const green: JestResult = {
  testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: passed('a', 'b') }],
};

describe('the count of a test run', () => {
  test('is the sum over all result files', () => {
    const count = countTests({ results: { one: green, two: green }, troubles: [] });
    expect(count).toEqual({ passed: 4, failures: [] });
    expect(countLine(count)).toBe('4 passed, 0 failed');
  });

  test('names the tests that failed', () => {
    const assertionResults = [...passed('a'), { fullName: 'b is b', status: 'failed' }];
    const red = { testResults: [{ name: 'b.test.ts', status: 'failed', assertionResults }] };
    const count = countTests({ results: { one: green, two: red }, troubles: ['nx failed'] });
    expect(count).toEqual({ passed: 3, failures: ['b is b'] });
    expect(countLine(count)).toBe('3 passed, 1 failed');
  });

  test('has a failure for a test file that could not be run', () => {
    const broken = { testResults: [{ name: 'c.test.ts', status: 'failed', assertionResults: [] }] };
    expect(countTests({ results: { one: broken }, troubles: [] }).failures).toEqual([
      'c.test.ts could not be run',
    ]);
  });

  test('has a failure for a result file that is missing', () => {
    expect(countTests({ results: { one: green, two: undefined }, troubles: [] }).failures).toEqual([
      'two was not written: its tests did not run to the end',
    ]);
  });

  test('has a failure when the runner failed though every test passed', () => {
    expect(countTests({ results: { one: green }, troubles: ['nx failed'] }).failures).toEqual(['nx failed']);
  });

  test('is not green when no test ran', () => {
    expect(countTests({ results: {}, troubles: [] }).failures).toEqual(['No test ran at all']);
  });
});

function passed(...names: string[]) {
  return names.map((fullName) => ({ fullName, status: 'passed' }));
}
