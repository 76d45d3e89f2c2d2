import type { WarehouseQuestions } from '../warehouse-questions.ts';
import type { WarehouseLook } from './look.ts';
import { selectLastLoad, selectLoadedThrough } from './statements.ts';

/** How far the loaders are, as the warehouse says. @throws WarehouseError */
export async function lookAtWarehouse(
  warehouse: WarehouseQuestions,
  cleanTopic: string,
): Promise<WarehouseLook> {
  const through = await warehouse.ask<{ kafka_partition: number; next_offset: string }>(
    'reading how far the table is loaded',
    selectLoadedThrough,
    [cleanTopic],
  );
  const [last] = await warehouse.ask<{ batch_id: string; rows_loaded: number; at: string; opened: string }>(
    'reading the last load',
    selectLastLoad,
  );
  return {
    loadedThrough: new Map(through.map((row) => [row.kafka_partition, Number(row.next_offset)])),
    lastLoad: last
      ? {
          at: Number(last.at),
          rows: last.rows_loaded,
          batchId: last.batch_id,
          tookMs: Number(last.at) - Number(last.opened),
        }
      : null,
  };
}
