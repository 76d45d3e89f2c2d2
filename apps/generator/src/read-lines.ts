/** One line of a file, without its newline. */
export interface Line {
  /** 1 is the first line. */
  number: number;
  bytes: number;
  /** Undefined when the line is longer than was asked to be kept. */
  value: Buffer | undefined;
}

const newline = 0x0a;

/**
 * The lines of a stream of bytes, split at \n bytes only and never passed through text: \r, U+2028 and broken UTF-8 stay
 * as they are. A last line without a newline counts, an empty line too. Of a line over `keepBytes` only the size is kept.
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  keepBytes: number,
): AsyncGenerator<Line, void> {
  let number = 1;
  let bytes = 0;
  let pieces: Buffer[] = [];

  function take(piece: Buffer) {
    bytes += piece.length;
    if (bytes <= keepBytes) pieces.push(piece);
    else pieces = [];
  }
  function finish(): Line {
    const value = bytes > keepBytes ? undefined : pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    const line = { number, bytes, value };
    number += 1;
    bytes = 0;
    pieces = [];
    return line;
  }

  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      take(chunk.subarray(from, end));
      yield finish();
      from = end + 1;
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  if (bytes > 0) yield finish();
}
