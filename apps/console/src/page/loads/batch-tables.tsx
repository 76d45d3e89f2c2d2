import type { BatchView } from '../../api.ts';
import { type Column, Table } from '../parts/table.tsx';
import { TraceLink } from '../parts/trace-link.tsx';
import { linkTo } from '../routing/route.ts';
import { bytes, count, unknown } from '../show/format.ts';

type Range = BatchView['ranges'][number];
type File = BatchView['parts'][number];

const rangeColumns: Column<Range>[] = [
  { head: 'Topic', show: ({ topic }) => topic },
  { head: 'Partition', names: true, numeric: true, show: ({ partition }) => partition },
  { head: 'First', numeric: true, show: (range) => <OffsetLink range={range} offset={range.first} /> },
  { head: 'Last', numeric: true, show: (range) => <OffsetLink range={range} offset={range.next - 1} /> },
  { head: 'Rows', numeric: true, show: ({ rows }) => count(rows) },
  {
    head: 'First in raw',
    numeric: true,
    show: (range) => <RawPlace range={range} offset={range.firstRaw} />,
  },
  { head: 'Last in raw', numeric: true, show: (range) => <RawPlace range={range} offset={range.lastRaw} /> },
];

const fileColumns: Column<File>[] = [
  { head: 'File', names: true, show: ({ url }) => <span class="url">{url}</span> },
  { head: 'Rows', numeric: true, show: ({ rows }) => count(rows) },
  { head: 'Size', numeric: true, show: (file) => bytes(file.bytes) },
];

export function RangeTable({ ranges }: { ranges: Range[] }) {
  return (
    <Table
      caption="Its records in clean"
      captionUnseen
      columns={rangeColumns}
      rows={ranges}
      keyOf={({ topic, partition, first }) => `${topic} ${partition} ${first}`}
      empty="It names no records."
    />
  );
}

export function FileTable({ files }: { files: File[] }) {
  return (
    <Table
      caption="Its files"
      captionUnseen
      columns={fileColumns}
      rows={files}
      keyOf={({ url }) => url}
      empty="The files are not known without its manifest."
    />
  );
}

function OffsetLink({ range: { topic, partition }, offset }: { range: Range; offset: number }) {
  return <a href={linkTo('topics', [topic], { partition, offset })}>{offset}</a>;
}

function RawPlace({ range: { partition }, offset }: { range: Range; offset: number | null }) {
  return offset === null ? <>{unknown}</> : <TraceLink partition={partition} offset={offset} />;
}
