import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Encoder } from './kafkajs-internals.ts';
import { writeNumbersInPlace } from './kafkajs-numbers.ts';

type Write = (encoder: Encoder) => Encoder;

function bytesOf(write: Write): Buffer {
  const encoder = new Encoder(1); // so small that it must grow
  return Buffer.from(write(encoder).buffer);
}

const around = [0, 6, 7, 13, 14, 20, 21, 27, 28, 29, 30, 31].flatMap((bits) =>
  [-1, 0, 1].flatMap((off) => [2 ** bits + off, -(2 ** bits) + off]),
);
const int32 = fc.oneof(fc.integer(), fc.constantFrom(...around.filter((n) => n === (n | 0))));
const long = fc.oneof(
  fc.maxSafeInteger(),
  int32,
  fc.constantFrom(...around, ...around.map((n) => n * 2 ** 20)),
);

const asItComes = { ...Object.getOwnPropertyDescriptors(Encoder.prototype) };
const sizeAsItComes = Encoder.sizeOfVarLong.bind(Encoder);
writeNumbersInPlace();

/** The client as it comes: what the numbers were before. */
function before(name: 'writeUVarInt' | 'writeVarLong', value: number): Buffer {
  const write = asItComes[name]!.value as (this: Encoder, value: number) => Encoder;
  return bytesOf((encoder) => write.call(encoder, value));
}

test('numbers of 32 bits are the very bytes that the client writes', () => {
  fc.assert(
    fc.property(int32, (value) => {
      expect(bytesOf((encoder) => encoder.writeUVarInt(value))).toEqual(before('writeUVarInt', value));
    }),
  );
});

test('numbers of 64 bits are so too, and as long as they are said to be', () => {
  fc.assert(
    fc.property(long, (value) => {
      const written = bytesOf((encoder) => encoder.writeVarLong(value));
      expect(written).toEqual(before('writeVarLong', value));
      expect(Encoder.sizeOfVarLong(value)).toBe(written.length);
      expect(sizeAsItComes(value)).toBe(written.length);
    }),
  );
});
