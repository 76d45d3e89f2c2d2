/** A column as SQL says it: its name, and its type with whatever else is said of it. */
export interface MadeColumn {
  name: string;
  type: string;
}

const table = 'telecom.telecom_data';

/** The columns of the calls' table in their order, as these statements make them. */
export function madeColumns(statements: readonly string[]): MadeColumn[] {
  return statements.flatMap((statement) => {
    const [, all] =
      new RegExp(`^CREATE TABLE IF NOT EXISTS ${table} \\(\n(.*?)\n\\)`, 's').exec(statement) ?? [];
    const [, added] = new RegExp(`^ALTER TABLE ${table} ADD COLUMN (.*)$`).exec(statement) ?? [];
    const lines = (all ?? added ?? '').split(',\n').map((line) => line.trim());
    return lines.filter((line) => line !== '').map(readColumn);
  });
}

function readColumn(line: string): MadeColumn {
  const [, name = '', type = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
  return { name, type };
}
