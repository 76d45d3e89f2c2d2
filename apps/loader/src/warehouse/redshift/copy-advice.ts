import type { CopyFault } from './diagnose-copy.ts';

interface Advice {
  /** In Redshift's own words: it gives one number to many faults. Which of them it is decides only what is advised. */
  says: RegExp;
  todo: (fault: CopyFault) => string;
}

const table = 'telecom.telecom_data';

/** What a person does about each thing that COPY says of a file or a row. */
const advice: readonly Advice[] = [
  {
    says: /longer than the length defined/,
    todo: ({ column }) =>
      `shorten the value where it is made, or widen the column in ${table} and in the column table (ALTER TABLE ${table} ALTER COLUMN ${column ?? '…'} TYPE VARCHAR(…); docs/operations.md, "When a text column is too short")`,
  },
  {
    says: /codepoints|Multibyte/,
    todo: () =>
      'let the producer leave the character out: NUL, or one that Unicode keeps for itself (U+FDD0 to U+FDEF, U+FFFE, U+FFFF)',
  },
  {
    says: /NULL|not-null|query execution/,
    todo: ({ column }) =>
      `find out why ${column ?? 'the column'} has no value: no validator lets such a record pass`,
  },
  {
    says: /Unmatched number of columns/,
    todo: () =>
      'start the loader version that belongs to this table ("npm run migrate -- --dry-run" compares them)',
  },
  {
    says: /incompatible Parquet schema|invalid type length/,
    todo: ({ column }) =>
      `the file's type is not the column's: start the version of the loader that belongs to ${table}, or make ${column ?? 'the column'} again what the column table says`,
  },
  {
    says: /invalid version number|damaged|InvalidRange|416/,
    todo: () => 'the file is not what was staged: find out who changed it on S3; the batch begins anew',
  },
];

/** What to do about a fault that the warehouse tells of. */
export function adviceFor(fault: CopyFault): string {
  const found = advice.find(({ says }) => says.test(fault.reason));
  return found?.todo(fault) ?? 'look it up in SYS_LOAD_ERROR_DETAIL and SVL_S3LOG of the warehouse';
}
