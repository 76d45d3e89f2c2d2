import type { Kafka, KafkaRecord } from '@cdr/kafka';
import type { RecordList } from '../api.ts';
import { QueryError, readMoment, readNumber } from '../asked/read-query.ts';
import type { Eyes } from '../letters/letter-view.ts';
import { isShownField, maskField } from '../letters/mask-field.ts';
import { readSome } from './read-some.ts';
import { recordRow } from './record-row.ts';

/** Where to look, and what for. */
interface BrowseQuery {
  partition: number;
  offset: number | undefined;
  time: number | undefined;
  /** A field of the record and the value it must have; no code, so nothing can be run. */
  field: string;
  value: string;
}

const pageRows = 50;
// Of a filter that few records pass.
const mostSearched = 5_000;
const searchMs = 200;

/** Records of one partition from an offset or a time on. @throws QueryError, KafkaError */
export async function browseRecords(
  kafka: Pick<Kafka, 'offsets' | 'offsetAt' | 'openReader'>,
  topic: string,
  params: Readonly<Record<string, string>>,
  eyes: Eyes & { mayLookThrough: boolean },
): Promise<RecordList> {
  const query = readBrowseQuery(params);
  const { partition, field, value } = query;
  if (field !== '' && !eyes.mayLookThrough && !isShownField(field))
    throw new QueryError(
      'only operators may look for this field: others could guess what is masked, a value at a time',
    );
  const held = (await kafka.offsets(topic))[partition];
  if (held === undefined) throw new QueryError(`${topic} has no partition ${partition}`);
  const asked = query.time === undefined ? query.offset : await kafka.offsetAt(topic, partition, query.time);
  // Without either, the newest: what one comes to see.
  const offset = Math.min(held.end, Math.max(held.start, asked ?? held.end - pageRows));
  if (offset === held.end) return { topic, records: [], next: null, searched: 0 };
  const most = field === '' ? pageRows : mostSearched;
  const { records, nextOffset } = await readSome(
    kafka,
    { topic, partition, offset },
    { most, until: Date.now() + searchMs },
  );
  const passing = records.filter((record) => field === '' || hasValue(record, field, value, eyes));
  const shown = passing.slice(0, pageRows);
  const next = passing.length > pageRows ? shown.at(-1)!.offset + 1 : nextOffset;
  return {
    topic,
    records: shown.map((record) => recordRow(record, partition, eyes)),
    next: next < held.end ? next : null,
    searched: records.filter((record) => record.offset < next).length,
  };
}

function readBrowseQuery(params: Readonly<Record<string, string>>): BrowseQuery {
  const { field = '', value = '' } = params;
  if (field.length > 100 || value.length > 300) throw new QueryError('field and value are too long');
  return {
    partition: readNumber(params, 'partition') ?? 0,
    offset: readNumber(params, 'offset'),
    time: readMoment(params, 'time'),
    field,
    value,
  };
}

function hasValue(
  { value }: KafkaRecord,
  field: string,
  wanted: string,
  { mayLookThrough }: { mayLookThrough: boolean },
): boolean {
  try {
    const record = JSON.parse(String(value)) as Record<string, unknown>;
    if (!Object.hasOwn(record, field)) return false;
    const held = record[field];
    const text = String(held);
    // What has parts is covered as a whole, whatever the field.
    if (!mayLookThrough && typeof held === 'object' && held !== null) return false;
    return (mayLookThrough ? text : maskField(field, text)) === wanted;
  } catch {
    return false;
  }
}
