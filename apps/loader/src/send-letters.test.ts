import { expect, test } from '@jest/globals';
import type { Kafka } from '@cdr/kafka';
import { recordingParts } from './fake-parts.fixture.ts';
import { refuseConflict, refuseUnloadable, sendLetters } from './send-letters.ts';

const conflict = refuseConflict({
  rawPartition: 0,
  rawOffset: 7,
  ingestedAt: 5,
  of: { partition: 3, offset: 2 },
});
const path = '/caller_name';
const unloadable = refuseUnloadable({
  rawPartition: 0,
  rawOffset: 8,
  ingestedAt: 5,
  path,
  error: 'caller_name is longer than 256 bytes',
});

/** The parts of a loader that came so late that raw begins behind what it must read. */
function lateParts() {
  const { parts, letters } = recordingParts();
  const kafka: Kafka = { ...parts.kafka, offsets: async () => [{ start: 100, end: 200 }] };
  return { parts: { ...parts, kafka }, letters };
}

test('a conflict whose original bytes have expired stops, and says which row stands in the way', async () => {
  const { parts, letters } = lateParts();
  const failed = sendLetters([conflict], parts);
  await expect(failed).rejects.toMatchObject({ name: 'Stop' });
  await expect(failed).rejects.toThrow(
    /^raw\/0 no longer holds the record of offset 7, .*came first, from raw partition 3 offset 2.*row of telecom\.telecom_data/,
  );
  expect(letters).toEqual([]);
});

test('a record no warehouse takes whose original bytes have expired stops, and speaks of no other row', async () => {
  const { parts } = lateParts();
  const failed = sendLetters([unloadable], parts);
  await expect(failed).rejects.toThrow(
    /^raw\/0 no longer holds the record of offset 8, .*caller_name is longer than 256 bytes.*version of the loader/,
  );
  await expect(failed).rejects.not.toThrow(/row/);
});

test('another record under the offset of the refused one stops: its bytes are not the refused one’s', async () => {
  const { parts, letters } = recordingParts();
  const failed = sendLetters([{ ...conflict, ingestedAt: 4 }], parts);
  await expect(failed).rejects.toThrow(/^raw\/0 no longer holds the record of offset 7, .*created again/);
  expect(letters).toEqual([]);
});
