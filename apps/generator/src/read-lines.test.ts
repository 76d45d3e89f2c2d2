import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Line, readLines } from './read-lines.ts';

async function* inPieces(bytes: Buffer, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function linesOf(content: Buffer | string, pieceSize = 7, keepBytes = 1_000): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of readLines(inPieces(Buffer.from(content), pieceSize), keepBytes)) lines.push(line);
  return lines;
}

describe('lines', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['one', ['one']],
    ['one\n', ['one']],
    ['one\ntwo', ['one', 'two']],
    ['\n', ['']],
    ['one\n\n\ntwo\n', ['one', '', '', 'two']],
    ['windows\r\nstays\r\n', ['windows\r', 'stays\r']],
    ['a\u2028b\u0085c\vd\n', ['a\u2028b\u0085c\vd']],
  ])('of %j are %j', async (content, expected) => {
    expect((await linesOf(content)).map(({ value }) => value?.toString())).toEqual(expected);
  });

  test('keep their bytes, whatever the bytes and wherever a read ends', async () => {
    const lineBytes = fc
      .uint8Array({ maxLength: 40 })
      .map((line) => Buffer.from(line.filter((b) => b !== 10)));
    await fc.assert(
      fc.asyncProperty(fc.array(lineBytes), fc.integer({ min: 1, max: 50 }), async (lines, pieceSize) => {
        const file = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
        const read = await linesOf(file, pieceSize);
        expect(read.map(({ value }) => value)).toEqual(lines);
        expect(read.map(({ number }) => number)).toEqual(lines.map((_, i) => i + 1));
        expect(read.map(({ bytes }) => bytes)).toEqual(lines.map((line) => line.length));
      }),
    );
  });

  test('that are too long keep only their size', async () => {
    expect(await linesOf(`1234567890\n${'x'.repeat(11)}\nend`, 4, 10)).toEqual([
      { number: 1, bytes: 10, value: Buffer.from('1234567890') },
      { number: 2, bytes: 11, value: undefined },
      { number: 3, bytes: 3, value: Buffer.from('end') },
    ]);
  });
});
