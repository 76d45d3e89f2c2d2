import { describe, expect, it } from '@jest/globals';
import { readPlace } from './place.ts';

describe('a place', () => {
  it.each(['telecom-data.raw/3/17', 'telecom-data.raw/3 offset 17'])('is read from %j', (text) => {
    expect(readPlace(text)).toEqual({ topic: 'telecom-data.raw', partition: 3, offset: 17 });
  });

  it.each(['', '3/17', 'telecom-data.raw/3', 's3://bucket/3/17', 'raw/3/-1', 'raw/3/17 and more'])(
    'is not %j',
    (text) => expect(readPlace(text)).toBeNull(),
  );
});
