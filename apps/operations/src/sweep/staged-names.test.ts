import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { removalOrder } from './staged-names.ts';

const names = ['_SUCCESS', 'manifest.json', 'part-00000.parquet', 'part-00001.parquet'];

test('however far a removal comes, what is left is no batch that anybody could take for a whole one', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(names), fc.nat(4), (some, removed) => {
      const left = removalOrder(some)!.slice(removed);
      expect([...removalOrder(some)!].sort()).toEqual([...some].sort());
      // Only while nothing is removed may _SUCCESS be there, and the manifest only while it or nothing was removed.
      if (removed > 0) expect(left).not.toContain('_SUCCESS');
      if (left.includes('manifest.json'))
        expect(left.filter((name) => name.startsWith('part-'))).toHaveLength(
          some.filter((name) => name.startsWith('part-')).length,
        );
    }),
  );
});

test.each(['notes.txt', 'part-0.parquet', 'part-00000.parquet.tmp', 'sub/part-00000.parquet', ''])(
  'an object named %j is nobody’s of ours: nothing of that batch is to be removed',
  (name) => {
    expect(removalOrder([...names, name])).toBeNull();
  },
);
