import type { KafkaRecord } from '@cdr/kafka';
import type { MarkedText, RecordList } from '../api.ts';
import { type Eyes, keyText, recordText } from '../letters/letter-view.ts';
import { maskHeader, maskHeaderName } from '../letters/mask-header.ts';

// A page has fifty records, and each may be as long as Kafka takes.
const mostShown = 16_384;
// What is longer is cut before it is covered: as a whole it would not be read as a record either.
const mostRead = 65_536;
// Our workers write no longer text into a header, and fewer headers.
const mostOfText = 512;
const mostHeaders = 50;

/** A record as a row of a list; what is long is cut. */
export function recordRow(record: KafkaRecord, partition: number, eyes: Eyes): RecordList['records'][number] {
  const { offset, timestamp: at, key, value, headers } = record;
  return {
    partition,
    offset,
    at,
    key: keyText({ key: key?.subarray(0, mostOfText) ?? null }, eyes),
    ...shownValue(value, headers['dlq.path']?.toString() ?? '', eyes),
    bytes: value?.length ?? 0,
    headers: Object.entries(headers)
      .slice(0, mostHeaders)
      .map(([name, bytes]) => header(name.slice(0, mostOfText), bytes.subarray(0, mostOfText), eyes)),
  };
}

function shownValue(value: Buffer | null, path: string, eyes: Eyes): { value: MarkedText; isCut: boolean } {
  if (value !== null && value.length > mostRead) {
    const { text, masked } = recordText(value.subarray(0, mostShown), '', eyes);
    // Without marks: it would be said to stop being JSON where it was cut.
    return { value: { text, marks: [], masked }, isCut: true };
  }
  const { text, marks, masked } = recordText(value, path, eyes);
  const inSight = marks.filter(({ to }) => to <= mostShown);
  return {
    value: { text: text.slice(0, mostShown), marks: inSight, masked },
    isCut: text.length > mostShown,
  };
}

function header(name: string, bytes: Buffer, { masked }: Eyes): { name: string; value: string } {
  const value = bytes.toString();
  return masked ? { name: maskHeaderName(name), value: maskHeader(name, value) } : { name, value };
}
