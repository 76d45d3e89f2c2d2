import { expect, test } from '@jest/globals';
import { judgePrivileges } from './check-privileges.ts';
import { selectPrivileges } from './statements.ts';

const names = [...selectPrivileges.matchAll(/ AS (\w+)/g)].map(([, name]) => name!);
const all = Object.fromEntries(names.map((name) => [name, true]));

test('a user who may do all that the workers do lacks nothing', () => {
  expect(judgePrivileges(all)).toBeNull();
});

test('each privilege that is missing is told', () => {
  const problem = judgePrivileges({ ...all, p1: false, usage: false, temp: false });
  expect(problem).toBe(
    'the user of WAREHOUSE_URL lacks privileges. As the owner of schema telecom, GRANT it USAGE ON SCHEMA telecom; ' +
      'INSERT ON telecom.telecom_data; TEMP ON the DATABASE',
  );
  for (const name of names) expect(judgePrivileges({ ...all, [name]: false })).toMatch(/ GRANT /);
});
