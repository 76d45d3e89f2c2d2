import { describe, expect, test } from '@jest/globals';
import type { JsonSchema } from './json-schema.ts';
import { judgeRecords } from './judge-records.ts';
import { readSchema } from './read-schema.ts';
import { released } from './released.ts';
import { twentyChanges } from './testing/twenty-changes.ts';
import { whereTheRegistryIsStricter } from './testing/where-the-registry-is-stricter.ts';

const [v1, v2] = released;

/** What is said of a changed v2, as v3. */
function judged(change: (properties: Record<string, JsonSchema>, schema: JsonSchema) => void): string[] {
  const schema = structuredClone(v2!.schema);
  change(schema.properties!, schema);
  return judgeRecords({ name: 'v3', schema }, [v1!, v2!]);
}

test('there are twenty changes and more, ten and more of them incompatible', () => {
  expect(twentyChanges.length).toBeGreaterThanOrEqual(20);
  expect(twentyChanges.filter(({ compatible }) => !compatible).length).toBeGreaterThanOrEqual(10);
});

test.each([...twentyChanges, ...whereTheRegistryIsStricter])(
  '$name: compatible is $compatible',
  ({ schema, olders, compatible }) => {
    const read = readSchema(schema);
    expect(read).toEqual({ schema });
    const problems = judgeRecords({ name: 'v3', schema }, olders);
    expect({ problems, compatible: problems.length === 0 }).toEqual({
      problems: expect.any(Array),
      compatible,
    });
  },
);

test('the same change gets the same answer', () => {
  const [once, again] = [1, 2].map(() => judged(({ cell_id: cell }) => void (cell!.maxLength = 16)));
  expect(once).toEqual(again);
  expect(once).toHaveLength(1);
});

describe('what is refused is told by its field', () => {
  test('a value of another type, with the simplest example, and who has it', () => {
    expect(judged((fields) => void (fields['call_duration'] = { type: 'string' }))).toEqual([
      expect.stringMatching(
        /^call_duration: records by v1 and v2 have a whole number \(such as -?\d\), v3 asks for text$/,
      ),
    ]);
  });

  test('a field of one version only', () => {
    expect(judged((fields) => void (fields['cell_id'] = { enum: ['310-410-1'] }))).toEqual([
      expect.stringMatching(
        /^cell_id: records by v2 have text like \S+( \(such as .*\))?, v3 asks for one of "310-410-1"$/,
      ),
    ]);
  });

  test('an example that is too long is left out', () => {
    expect(judged(({ network_provider: provider }) => void (provider!.maxLength = 5_000))).toEqual([
      'network_provider: records by v1 and v2 have text, v3 asks for text of at most 5000 characters',
    ]);
  });

  test('a field that is gone, one that is asked for, and all others beside', () => {
    const problems = judged((fields, schema) => {
      delete fields['cell_id'];
      schema.required!.push('call_status', 'imei');
      fields['imei'] = { type: 'string' };
    });
    expect(problems).toEqual([
      'call_status: v3 requires it, records by v1 do not have it',
      'call_status: v3 requires it, records by v2 may lack it',
      'cell_id: records by v2 may have it, v3 has no place for it',
      'imei: v3 requires it, records by v1 and v2 do not have it',
    ]);
  });

  test('a schema that is open no more', () => {
    const open = { ...v2!.schema, additionalProperties: true };
    expect(judgeRecords({ name: 'v3', schema: v2!.schema }, [{ name: 'v2', schema: open }])).toEqual([
      'records by v2 may have fields that v2 does not name, v3 is closed',
    ]);
  });

  test('a field that an open schema left open', () => {
    const open = { ...v2!.schema, additionalProperties: true };
    const named = { ...open, properties: { ...open.properties, imei: { type: 'string' as const } } };
    expect(judgeRecords({ name: 'v3', schema: named }, [{ name: 'v2', schema: open }])).toEqual([
      expect.stringMatching(/^imei: records by v2 have anything \(such as .*\), v3 asks for text$/),
    ]);
  });

  test('another thing than an object', () => {
    expect(judgeRecords({ name: 'v3', schema: { type: 'string' } }, [v2!])).toEqual([
      'v3 does not take records by v2 at all',
    ]);
  });
});
