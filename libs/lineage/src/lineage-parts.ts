import type { FileStore } from './files/find-file.ts';
import type { Logs } from './logs/log-places.ts';
import type { CallTable } from './table/call-table.ts';

/** What a trace asks. */
export interface LineageParts {
  logs: Logs;
  table: CallTable;
  store: FileStore;
  /** The largest batch whose files are looked into, all of them together; 32 MiB without it. */
  mostFileBytes?: number;
  /** How long one answer looks through the table for what no index finds, ms; to its end without it. */
  searchMs?: number;
}
