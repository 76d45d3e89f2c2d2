import { describe, expect, test } from '@jest/globals';
import { partitionFor } from './partition-for.ts';

describe('the partition of a key', () => {
  // From org.apache.kafka.common.utils.Utils of kafka-clients 4.4.0: murmur2 of the UTF-8 bytes.
  test.each([
    ['+19145551234', -2_619_053],
    ['+12025551010', 1_758_786_099],
    ['911', 609_607_583],
    ['', 275_646_681],
    ['Łódź ☎', -986_706_746],
    ['21', -973_932_308],
    ['foobar', -790_332_482],
    ['a-little-bit-long-string', -985_981_536],
    ['a-little-bit-longer-string', -1_486_304_829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58_897_971],
  ])('is the one the Java client chooses for %j', (key, hash) => {
    for (const partitions of [1, 2, 6, 50, 997]) {
      const expected = (hash & 0x7fffffff) % partitions;
      expect(partitionFor(key, partitions)).toBe(expected);
      expect(partitionFor(Buffer.from(key), partitions)).toBe(expected);
    }
  });

  test('is each in turn for messages without a key', () => {
    const turns = Array.from({ length: 12 }, () => partitionFor(null, 6));
    expect(turns.slice(6)).toEqual(turns.slice(0, 6));
    expect(turns.slice(0, 6).sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
