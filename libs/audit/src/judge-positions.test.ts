import { expect, test } from '@jest/globals';
import { defaultTopics } from '@cdr/call-record';
import { judgePositions } from './judge-positions.ts';
import { createProblems } from './problems.ts';

const position = { partition: 0, nextOffset: 9, rawHighWater: 8 };

test.each([
  [
    'none',
    [],
    'telecom.loaded_through has 0 rows for telecom-data.clean/0, must have one: run "npm run setup"',
  ],
  [
    'two',
    [position, position],
    'telecom.loaded_through has 2 rows for telecom-data.clean/0, must have one: find out who added one, and keep the row ' +
      'that the ledger (telecom.load_range) ends at',
  ],
  [
    'one behind the end',
    [position],
    'telecom-data.clean/0 ends at offset 5, but is loaded up to 9: the topic was deleted and created again; give raw, ' +
      'clean and dlq new names together (RAW_TOPIC, CLEAN_TOPIC, DLQ_TOPIC) and run "npm run setup"',
  ],
])('positions that are wrong are told with what to do: %s', (_, positions, says) => {
  const problems = createProblems();
  judgePositions(defaultTopics, { clean: [{ start: 0, end: 5 }], positions }, problems);
  expect(problems.all()).toEqual([{ kind: 'position', partition: 0, says }]);
});
