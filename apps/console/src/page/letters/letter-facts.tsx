import type { LetterView } from '../../api.ts';
import { Facts } from '../parts/facts.tsx';
import { PlaceLink } from '../parts/place-link.tsx';
import { TraceLink } from '../parts/trace-link.tsx';
import { linkTo } from '../routing/route.ts';
import { count, moment } from '../show/format.ts';
import { writtenMoment } from '../show/written-moment.ts';
import { stages } from './stages.ts';

/** All that a letter says besides its bytes. */
export function LetterFacts({ of: letter }: { of: LetterView }) {
  const { row, path, place, failedAt, version, schemaId, duplicateOf, replaces, key } = letter;
  const raw = `${row.partition}/${row.rawOffset}`;
  return (
    <Facts
      of={[
        ['Record', <PlaceLink of={place} />],
        ['Its whole way', <a href={linkTo('trace', [], { row: raw })}>Trace {raw}</a>],
        ['Found dead', `${writtenMoment(failedAt)} by ${stages[row.stage]} ${version}`],
        ['Letter', `${row.partition}/${row.offset} of dlq, written ${moment(row.writtenAt)}`],
        ['Field', path === '' ? 'the whole record' : <code>{path}</code>],
        ['Key', key === '' ? 'none' : <code>{key}</code>],
        ['Schema id', schemaId ?? 'none named'],
        ['First of its call', duplicateOf && <TraceLink {...duplicateOf} />],
        ['Sent back before', row.replays === 0 ? 'never' : `${count(row.replays)}×`],
        ['Stands for', replaces && <PlaceLink of={replaces} />],
      ]}
    />
  );
}
