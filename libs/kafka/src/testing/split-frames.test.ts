import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createFrameSplitter } from './split-frames.ts';

function frameOf(body: Uint8Array): Buffer {
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}

test('frames come out whole and in order, however the stream is cut', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 });
  fc.assert(
    fc.property(bodies, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (sent, cuts) => {
      const frames = sent.map(frameOf);
      const stream = Buffer.concat(frames);
      const split = createFrameSplitter();
      const found: Buffer[] = [];
      for (let at = 0; at < stream.length;) {
        const next = at + cuts.next().value!;
        found.push(...split(stream.subarray(at, next)));
        at = next;
      }
      expect(found).toEqual(frames);
    }),
  );
});
