import * as audit from '@cdr/audit/statements';
import * as loader from '@cdr/loader/statements';

/** A module whose exports are statements: texts, and functions that make one or several. */
export interface StatementModule {
  /** Its path from the root. */
  file: string;
  exports: Record<string, unknown>;
  /** What to call its functions with: for each function lists of arguments, at least one. */
  examples: Record<string, readonly (readonly unknown[])[]>;
  /** Exported texts that are parts of statements. */
  parts?: readonly string[];
}

/**
 * Where statements that Redshift is sent are made. A new module is a row here; a new function in one of them needs an
 * example. Whole statements in other files are found by themselves.
 */
export const statementModules: readonly StatementModule[] = [
  {
    file: 'apps/loader/src/warehouse/statements.ts',
    exports: loader,
    examples: { deleteStaged: [[[1]], [[1, 2]]] },
    parts: ['stagingColumns'],
  },
  {
    file: 'libs/audit/src/ledger/statements.ts',
    exports: audit,
    examples: {
      declarePages: [
        [audit.selectRanges('clean')],
        [audit.selectBatches],
        [audit.selectRows('clean', [-1, 7])],
        [audit.selectRowsOf('batch')],
      ],
      selectPositions: [['clean'], ["it's clean"]],
      selectRanges: [['clean']],
      selectRows: [['clean', [-1]]],
      selectRowsOf: [["it's a batch"]],
      selectForeignRows: [[20]],
      selectRepeatedCalls: [[20]],
      selectCalls: [[1], [1_000]],
      selectKnownBatches: [[1], [1_000]],
    },
  },
];

/** Files, or folders with a "/" at their end, whose SQL Redshift is never sent. */
export const neverSent: readonly { file: string; why: string }[] = [
  { file: 'infra/warehouse/first-questions.ts', why: 'starts the local PostgreSQL' },
  { file: 'infra/warehouse/migration.ts', why: 'the schema in PostgreSQL, with its index' },
  { file: 'infra/warehouse/migrate.ts', why: 'makes that schema, under an advisory lock' },
  { file: 'apps/loader/src/write-parquet.ts', why: 'for DuckDB' },
  {
    file: 'apps/loader/src/warehouse/copy-manifest.ts',
    why: 'for DuckDB, and COPY FROM STDIN of PostgreSQL',
  },
  { file: 'apps/loader/src/warehouse/memory/memory-database.ts', why: 'for DuckDB' },
];
