import type { FlowView, PartitionLag } from '../../api.ts';
import { type Column, Table } from '../parts/table.tsx';
import { count, duration } from '../show/format.ts';

type Row = PartitionLag & { stage: string };

const columns: Column<Row>[] = [
  { head: 'Partition', show: ({ stage, partition }) => `${stage} ${partition}`, names: true },
  { head: 'Position', show: ({ position }) => count(position), numeric: true },
  { head: 'End', show: ({ end }) => count(end), numeric: true },
  { head: 'Lag', show: ({ lagRecords }) => count(lagRecords), numeric: true },
  { head: 'Oldest waits', show: ({ lagSeconds }) => duration(lagSeconds), numeric: true },
];

/** Where each worker stands in each partition: one that hangs shows here, whatever the sum says. */
export function PartitionTable({ stages }: { stages: FlowView['stages'] }) {
  const rows = Object.entries(stages).flatMap(([stage, { partitions }]) =>
    partitions.map((partition) => ({ stage, ...partition })),
  );
  return (
    <Table
      caption="Partitions"
      columns={columns}
      rows={rows}
      keyOf={({ stage, partition }) => `${stage} ${partition}`}
      empty="Positions are not known yet."
    />
  );
}
