import { expect, test } from '@jest/globals';
import { splitStatements } from './split-statements.ts';

test.each<[string, string, string[]]>([
  ['statements end with a semicolon', 'A;\n\nB\n  c;\n', ['A', 'B\n  c']],
  ['comments are left out, whatever they hold', "-- it's; so\nA; -- and\n-- more", ['A']],
  ['text may hold anything', `A ';--' 'it''s;' ";"; B;`, [`A ';--' 'it''s;' ";"`, 'B']],
  ['a minus is no comment', 'A - 1;', ['A - 1']],
])('%s', (_, text, statements) => {
  expect(splitStatements(text)).toEqual(statements);
});

test('a file that is cut short is refused', () => {
  expect(() => splitStatements('A;\nALTER TABLE t')).toThrow(
    'a statement does not end with ";": ALTER TABLE t',
  );
});
