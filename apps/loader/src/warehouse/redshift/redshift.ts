import { batchFolder, type ObjectStore } from '@cdr/object-store';
import { type Client, type Connections, toWarehouseError, WarehouseError } from '@cdr/warehouse';
import type { StagedBatch } from '../../staging/stage-batch.ts';
import type { TableGrowth } from '../add-columns.ts';
import { checkFit } from '../check-fit.ts';
import { adviceFor } from './copy-advice.ts';
import { copyStatement, createRedshiftStaging, selectCopyCount } from './redshift-statements.ts';
import { type CopyFault, diagnoseCopy } from './diagnose-copy.ts';
import { freeGate, longestHoldSeconds } from './free-gate.ts';
import { openSqlWarehouse } from '../sql-warehouse.ts';
import type { Objection, Warehouse } from '../warehouse.ts';

export interface RedshiftOptions {
  connections: Connections;
  store: Pick<ObjectStore, 'url'>;
  /** By which it reads the bucket. */
  role: string;
  growth: TableGrowth;
  /** How long a transaction may hold the gate, seconds. */
  longestHold?: number;
}

/** Amazon Redshift as the warehouse: it reads manifest and files from S3 by itself. */
export function openRedshift({
  connections,
  store,
  role,
  growth,
  longestHold = longestHoldSeconds,
}: RedshiftOptions): Warehouse {
  return openSqlWarehouse<Client>({
    connections,
    freeGate: (client) => freeGate(client, longestHold),
    copyIn: {
      createStaging: createRedshiftStaging,
      async copyRows(client, batch, onStep) {
        await checkFit(client, batch, growth);
        onStep();
        return copyFromS3(client, copyStatement({ manifestUrl: store.url(batch.manifestKey), role }), batch);
      },
      async objection(client, { batchId }, error) {
        const told = toWarehouseError('COPY', error);
        if (!(told instanceof WarehouseError && told.aboutRows)) return null;
        const fault = await diagnoseCopy(client, batchFolder(batchId));
        return toObjection(fault, told);
      },
    },
  });
}

async function copyFromS3(client: Client, statement: string, { batchId }: StagedBatch): Promise<number> {
  try {
    await client.query(statement);
  } catch (error) {
    throw await withDiagnosis(client, batchId, error);
  }
  const { rows } = await client.query<{ copied: unknown }>(selectCopyCount);
  return Number(rows[0]!.copied);
}

// What is not about rows is for a person, who needs the file and the column as well.
async function withDiagnosis(client: Client, batchId: string, error: unknown): Promise<unknown> {
  const told = toWarehouseError(`copying ${batchFolder(batchId)}/manifest.json`, error);
  if (!(told instanceof WarehouseError) || told.retriable || told.aboutRows) return error;
  const fault = await diagnoseCopy(client, batchFolder(batchId));
  if (fault === null) return told;
  // Where it names a file or a column it has more to say than the error.
  const more = fault.file === null && fault.column === null ? '' : ` (${sayFault(fault)})`;
  return new WarehouseError(`${told.message}${more}`, told.code, false);
}

function toObjection(fault: CopyFault | null, { code }: WarehouseError): Objection {
  if (fault === null) return { column: null, why: `${code}, and the warehouse tells no more` };
  return { column: fault.column, why: `${sayFault(fault)}; ${adviceFor(fault)}` };
}

function sayFault({ file, column, type, reason, code }: CopyFault): string {
  const place = [file, column && `column ${column}`, type && `which is ${type}`].filter(
    (part) => part !== null,
  );
  return `${[...place, reason].join(', ')}${code === null ? '' : ` (Redshift's error ${code})`}`;
}
