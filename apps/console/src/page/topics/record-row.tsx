import type { RecordList } from '../../api.ts';
import { Facts } from '../parts/facts.tsx';
import { MarkedText } from '../parts/marked-text.tsx';
import { bytes, moment } from '../show/format.ts';

type TopicRecord = RecordList['records'][number];

const peekCharacters = 160;

/** A record in a line, which opens to all of it. */
export function RecordRow({ record, open }: { record: TopicRecord; open: boolean }) {
  const { offset, at, key, value, headers, isCut } = record;
  return (
    <details class="record" open={open}>
      <summary>
        <b>{offset}</b> <span class="quiet">{moment(at)}</span>{' '}
        <code class="peek">{value.text.slice(0, peekCharacters)}</code>
      </summary>
      <Facts
        of={[
          ['Key', key === '' ? 'none' : <code>{key}</code>],
          ['Size', bytes(record.bytes)],
          ...headers.map(({ name, value: said }): [string, string] => [name, said]),
        ]}
      />
      <MarkedText of={value} label={`Record ${offset}`} />
      {isCut && <p class="quiet">The record is longer: only its beginning is shown.</p>}
    </details>
  );
}
