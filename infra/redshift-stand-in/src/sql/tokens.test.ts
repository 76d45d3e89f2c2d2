import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tokenize, UnfinishedSql } from './tokens.ts';

test.each<[string, string[]]>([
  ['SELECT Name', ['word:select', 'word:name']],
  [`'a''b' "C""d"`, [`string:a'b`, 'quoted:C"d']],
  [String.raw`'it\'s' E'\\'`, [`string:it's`, String.raw`string:\ `.trim()]],
  [`'--' /* ' /* nested */ */ -- "rest\n1`, ['string:--', 'number:1']],
  ['a+--b\nc', ['word:a', 'operator:+', 'word:c']],
  ['a*/**/b', ['word:a', 'operator:*', 'word:b']],
  [
    '$1::numeric(5,2)',
    ['parameter:$1', 'mark:::', 'word:numeric', 'mark:(', 'number:5', 'mark:,', 'number:2', 'mark:)'],
  ],
  [`$$it's$$ $q$a$$b$q$`, [`string:it's`, 'string:a$$b']],
  ["x'ff' n'a' U&'b'", ['string:ff', 'string:a', 'string:b']],
  ['1.5e-3 .5 t.c', ['number:1.5e-3', 'number:.5', 'word:t', 'mark:.', 'word:c']],
  ['größe ->> x', ['word:größe', 'operator:->>', 'word:x']],
])('%s', (sql, expected) => {
  expect(tokenize(sql).map(({ kind, value }) => `${kind}:${value}`)).toEqual(expected);
});

test.each([`'open`, '"open', '/* open /* */', '$$open', String.raw`'a\'`])('%s does not end', (sql) => {
  expect(() => tokenize(sql)).toThrow(UnfinishedSql);
});

test('a value as a literal is one token and the same value, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const sql = `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
      expect(tokenize(`a ${sql} b`).map((token) => token.value)).toEqual(['a', value, 'b']);
    }),
  );
});

test('tokens and what lies between them make up the text', () => {
  fc.assert(
    fc.property(fc.string(), (sql) => {
      const tokens = tokensOrNone(sql);
      const ends = tokens.map(({ end }) => end);
      expect(tokens.every(({ start, end }, n) => start < end && start >= (ends[n - 1] ?? 0))).toBe(true);
    }),
  );
});

function tokensOrNone(sql: string) {
  try {
    return tokenize(sql);
  } catch (error) {
    if (error instanceof UnfinishedSql) return [];
    throw error;
  }
}
