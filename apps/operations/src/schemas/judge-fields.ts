import { businessColumns, type Column, newestSchema, sqlType } from '@cdr/call-record';
import { isDeepStrictEqual } from 'node:util';
import { isNamed, type JsonSchema, type Version } from './json-schema.ts';
import { held, shapesOf } from './shapes-of.ts';

const byPosition = 'Parquet is loaded by position, so a column keeps its place, its name and its type';
const orNewTopic = 'or take a new topic (docs/schema-evolution.md, "break it properly")';

// What a record says; all other columns are filled by the pipeline itself.
const sayable = new Set<string>([
  ...businessColumns.map(({ name }) => name),
  ...Object.keys(newestSchema.schema.properties),
]);

/** In sentences why the table could not take records by a schema; none when it can. */
export function judgeFields(
  newer: Version,
  olders: readonly Version[],
  columns: readonly Column[],
): string[] {
  const fields = Object.entries(newer.schema.properties ?? {});
  return [
    ...openProblems(newer),
    ...fields.flatMap(([name, field]) => columnProblems(name, field, columns)),
    ...goneProblems(newer, olders),
  ];
}

function openProblems({ name, schema: { additionalProperties } }: Version): string[] {
  if (additionalProperties === false) return [];
  return [
    `${name} is open: a field that it does not name has no column, and would be lost. Write "additionalProperties": false`,
  ];
}

function columnProblems(name: string, field: JsonSchema, columns: readonly Column[]): string[] {
  const column = columns.find((one) => one.name === name);
  if (column === undefined)
    return [
      `${name} has no column. Add one at the end of libs/call-record/src/columns.ts, and a migration (infra/warehouse/README.md)`,
    ];
  if (!sayable.has(name))
    return [`${name} is a column that the pipeline fills itself. Give the field another name`];
  const wrong = shapesOf(field).filter((shape) => !held[column.type.kind].includes(shape));
  if (wrong.length === 0) return [];
  return [
    `${name} may be ${wrong.join(' or ')}, and its column is ${sqlType(column.type)}. ${byPosition}: ` +
      `leave the field as it is and add another, ${orNewTopic}`,
  ];
}

function goneProblems(newer: Version, olders: readonly Version[]): string[] {
  // The latest that has it tells what it was.
  const before = new Map(
    olders.flatMap(({ name: older, schema }) =>
      Object.entries(schema.properties ?? {}).map(([name, field]) => [name, { older, field }] as const),
    ),
  );
  const added = Object.entries(newer.schema.properties ?? {}).filter(([name]) => !before.has(name));
  return [...before]
    .filter(([name]) => !isNamed(newer.schema, name))
    .map(([name, { older, field }]) => {
      const [renamed] = added.find(([, other]) => isDeepStrictEqual(other, field)) ?? [];
      const what =
        renamed === undefined ? `${name} of ${older} is gone` : `${name} of ${older} is ${renamed} now`;
      return `${what}. ${byPosition}: keep the field (one that is not required may be left out by producers), ${orNewTopic}`;
    });
}
