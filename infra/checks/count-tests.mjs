/**
 * What Jest writes with --json, as far as it is counted here.
 * @typedef {{ fullName: string, status: string }} Assertion
 * @typedef {{ name: string, status: string, assertionResults: Assertion[] }} TestFile
 * @typedef {{ testResults: TestFile[] }} JestResult
 *
 * A test run to count: a result by file name (undefined: the file is missing), and what went wrong beside the tests.
 * @typedef {{ results: Record<string, JestResult | undefined>, troubles: string[] }} Run
 */

/**
 * Counts a run. Whatever went wrong is a failure with a line of its own, so that a green count means a green run.
 * @param {Run} run
 * @returns {{ passed: number, failures: string[] }}
 */
export function countTests({ results, troubles }) {
  const failures = Object.entries(results).flatMap(([file, result]) =>
    result ? failuresIn(result) : [`${file} was not written: its tests did not run to the end`],
  );
  const passed = Object.values(results).reduce((sum, result) => sum + (result ? passedIn(result) : 0), 0);
  // Nx fails whenever a test does: worth a line only if no test says why.
  if (failures.length === 0) failures.push(...troubles);
  if (passed === 0 && failures.length === 0) failures.push('No test ran at all');
  return { passed, failures };
}

/**
 * The line everything that runs our tests looks for.
 * @param {{ passed: number, failures: string[] }} count
 */
export function countLine({ passed, failures }) {
  return `${passed} passed, ${failures.length} failed`;
}

/** @param {JestResult} result */
function passedIn({ testResults }) {
  return assertionsIn(testResults).filter(({ status }) => status === 'passed').length;
}

/** @param {JestResult} result */
function failuresIn({ testResults }) {
  const failed = assertionsIn(testResults).filter(({ status }) => status === 'failed');
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  );
  return [...failed.map(({ fullName }) => fullName), ...broken.map(({ name }) => `${name} could not be run`)];
}

/** @param {Assertion} assertion */
function isFailed({ status }) {
  return status === 'failed';
}

/** @param {TestFile[]} files */
function assertionsIn(files) {
  return files.flatMap(({ assertionResults }) => assertionResults);
}
