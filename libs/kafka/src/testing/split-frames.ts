const sizeBytes = 4;

/** Cuts a stream of Kafka's protocol into frames: each is four bytes of size, then so many bytes. */
export function createFrameSplitter(): (bytes: Buffer) => Buffer[] {
  let rest = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const frames: Buffer[] = [];
    while (rest.length >= sizeBytes && rest.length >= sizeBytes + rest.readInt32BE(0)) {
      const end = sizeBytes + rest.readInt32BE(0);
      frames.push(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    return frames;
  };
}
