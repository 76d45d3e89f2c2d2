import { expect, test } from '@jest/globals';
import { judgePrivileges, selectPrivileges } from './check-privileges.ts';

const names = [...selectPrivileges.matchAll(/ AS (\w+)/g)].map(([, name]) => name!);
const all = Object.fromEntries(names.map((name) => [name, true]));

test('a user who may do all that the workers do lacks nothing', () => {
  expect(judgePrivileges(all)).toBeNull();
});

test('each privilege that is missing is told as the statement that grants it', () => {
  const problem = judgePrivileges({ ...all, p1: false, usage: false, temp: false });
  expect(problem).toBe(
    'the user of WAREHOUSE_URL lacks privileges. As their owner: GRANT USAGE ON SCHEMA telecom TO it; GRANT INSERT ON ' +
      'telecom.telecom_data TO it; GRANT TEMP ON the DATABASE TO it',
  );
  for (const name of names) expect(judgePrivileges({ ...all, [name]: false })).toMatch(/ GRANT /);
});
