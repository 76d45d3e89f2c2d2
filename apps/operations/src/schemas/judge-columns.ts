import type { MadeColumn } from '@cdr/infra';

const byPosition = 'Parquet is loaded by position';
const atTheEnd = 'New columns go to the end of libs/call-record/src/columns.ts, and none leaves it';

/** In a sentence where the table of columns leaves what the migrations make; null when it does not. */
export function judgeColumns(columns: readonly MadeColumn[], made: readonly MadeColumn[]): string | null {
  const at = made.findIndex(({ name }, n) => columns[n]?.name !== name);
  if (at >= 0) {
    const found = columns[at]?.name ?? 'none';
    return (
      `column ${at + 1} is ${found}, and the migrations make ${made[at]!.name} there: ${byPosition}, so this value and all behind it ` +
      `would land in other columns. ${atTheEnd}`
    );
  }
  const other = made.find(({ type }, n) => columns[n]!.type !== type);
  if (other !== undefined)
    return (
      `${other.name} is made as ${other.type} by the migrations, and is ${columns.find(({ name }) => name === other.name)!.type} in ` +
      `libs/call-record/src/columns.ts: ${byPosition}, so its files would not be taken. Change it back`
    );
  const [next] = columns.slice(made.length);
  if (next !== undefined)
    return `no migration makes the column ${next.name}. Add one (infra/warehouse/README.md)`;
  return null;
}
