import * as audit from '@cdr/audit/statements';
import { appendedColumns } from '@cdr/call-record';
import * as console from '@cdr/console/loads-statements';
import { readMigrations, readViews } from '@cdr/infra/migration-files';
import { positions } from '@cdr/infra/positions';
import * as redshift from '@cdr/loader/redshift-statements';
import * as lineage from '@cdr/lineage/statements';
import * as loader from '@cdr/loader/statements';
import * as operations from '@cdr/operations/statements';
import * as warehouse from '@cdr/warehouse/statements';

/** A module whose exports are statements: texts, and functions that make one or several. */
export interface StatementModule {
  /** Its path from the root. */
  file: string;
  exports: Record<string, unknown>;
  /** What to call its functions with: for each function lists of arguments, at least one. */
  examples: Record<string, readonly (readonly unknown[])[]>;
  /** Exports that are, or make, parts of statements. */
  parts?: readonly string[];
}

const manifestUrl = 's3://bucket/telecom_data/batch_id=20261128T100000Z-1a2b3c4d-5e6f7a8b/manifest.json';
const role = 'arn:aws:iam::123456789012:role/telecom-copy';

/**
 * Where statements that Redshift is sent are made. A new module is a row here; a new function in one of them needs an
 * example. Whole statements in other files are found by themselves.
 */
export const statementModules: readonly StatementModule[] = [
  {
    file: 'apps/loader/src/warehouse/statements.ts',
    exports: loader,
    examples: {
      addColumn: appendedColumns.map((column) => [column]),
      deleteStaged: [[[1]], [[1, 2]]],
    },
    parts: ['stagingColumns'],
  },
  {
    file: 'apps/loader/src/warehouse/redshift/redshift-statements.ts',
    exports: redshift,
    examples: {
      copyStatement: [[{ manifestUrl, role }], [{ manifestUrl, role: 'default' }]],
    },
  },
  {
    file: 'apps/operations/src/connections/statements.ts',
    exports: operations,
    examples: {
      copyNothing: [
        ['bucket', role],
        ['bucket', 'default'],
      ],
    },
  },
  {
    file: 'apps/console/src/loads/statements.ts',
    exports: console,
    examples: { selectBatches: [[51]] },
  },
  {
    file: 'libs/warehouse/src/statements.ts',
    exports: warehouse,
    examples: { limitStatements: [[60_000]] },
    parts: ['byRole'],
  },
  {
    file: 'infra/warehouse/migrations/',
    exports: {
      migrations: () => readMigrations('redshift').flatMap(({ statements }) => statements),
      views: () => readViews().map(({ text }) => text),
    },
    examples: { migrations: [[]], views: [[]] },
  },
  {
    file: 'infra/warehouse/positions.ts',
    exports: { positions },
    examples: { positions: [['clean', 2]] },
  },
  {
    file: 'libs/lineage/src/table/statements.ts',
    exports: lineage,
    examples: { selectLastWritten: [[lineage.ofCall], [lineage.ofNumber]] },
    parts: ['rowColumns', 'row', 'table', 'ofCall', 'ofNumber'],
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
  { file: 'infra/redshift-stand-in/', why: 'the server that answers' },
  { file: 'infra/warehouse/first-questions.ts', why: 'starts the local PostgreSQL' },
  { file: 'libs/lineage/src/table/search-blocks.ts', why: 'by blocks, which PostgreSQL has' },
  { file: 'apps/loader/src/write-parquet.ts', why: 'for DuckDB' },
  { file: 'apps/loader/src/row-slices.ts', why: 'for DuckDB' },
  {
    file: 'apps/loader/src/warehouse/copy-manifest.ts',
    why: 'for DuckDB, and COPY FROM STDIN of PostgreSQL',
  },
  { file: 'apps/loader/src/warehouse/memory/memory-database.ts', why: 'for DuckDB' },
];
