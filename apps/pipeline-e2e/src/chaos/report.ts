import type { ChaosResult } from './conclude.ts';

/** The result for a person. */
export function reportLines(result: ChaosResult): string {
  const { records, rows, letters, unacknowledged, kills, pauses, brokerRestarts, databaseRestarts } = result;
  const { answersSwallowed, answersDelayed, requestsCut, connectionsCut, storeFaults, rebalances } = result;
  const { lost, doubled, wrongVerdicts, seconds, seed, passed, problems, unexpectedEnds, killsAt } = result;
  const points = Object.entries(killsAt).map(([point, times]) => `${point} ${times}`);
  return [
    `${records} records (${unacknowledged} sent again) in ${seconds} s, seed ${seed}: ${rows} rows, ${letters} letters`,
    `${kills} kills (${points.join(', ')}), ${pauses} pauses, ${rebalances} rebalances`,
    `${brokerRestarts} restarts of the broker, ${databaseRestarts} of the database, ${storeFaults} faults of the store`,
    `${answersSwallowed} answers swallowed, ${answersDelayed} delayed, ${requestsCut} requests cut, ` +
      `${connectionsCut} connections cut`,
    ...unexpectedEnds.map((words) => `  ${words}`),
    `${lost} lost, ${doubled} doubled, ${wrongVerdicts} wrong verdicts`,
    passed ? 'passed: table and dead letters are what they must be, and the audit holds' : 'NOT passed:',
    ...problems.map((problem) => `  ${problem}`),
    '',
  ].join('\n');
}
