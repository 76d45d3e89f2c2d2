import { Encoder } from './kafkajs-internals.ts';

/**
 * kafkajs 2.2.4 writes each of a record's seven numbers through an array, a Buffer and a BigInt: half the time it takes to
 * write a record. This writes the same bytes where they belong.
 */
export function writeNumbersInPlace(): void {
  Encoder.prototype.writeUVarInt = writeUVarInt;
  Encoder.prototype.writeVarLong = writeVarLong;
  Encoder.sizeOfVarLong = sizeOfVarLong;
}

const { sizeOfVarLong: sizeOfAny } = Encoder;
const { writeVarLong: writeAny } = Encoder.prototype;
const mostBytes = 5; // of 32 bits, seven in each byte

function writeUVarInt(this: Encoder, value: number): Encoder {
  this.ensureAvailable(mostBytes);
  let rest = value;
  for (; (rest & ~0x7f) !== 0; rest >>>= 7) {
    this.buf[this.offset] = (rest & 0x7f) | 0x80;
    this.offset += 1;
  }
  this.buf[this.offset] = rest & 0x7f;
  this.offset += 1;
  return this;
}

function writeVarLong(this: Encoder, value: unknown): Encoder {
  return isSmall(value) ? this.writeVarInt(value) : writeAny.call(this, value);
}

function sizeOfVarLong(value: unknown): number {
  return isSmall(value) ? Encoder.sizeOfVarInt(value) : sizeOfAny.call(Encoder, value);
}

// Zigzag doubles a number: below this it still fits into 32 bits.
const small = 2 ** 30;

function isSmall(value: unknown): value is number {
  return typeof value === 'number' && value >= -small && value < small;
}
