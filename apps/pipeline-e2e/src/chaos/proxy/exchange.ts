// What a client asks for, by the first bytes of a request. One request of a connection is under way at a time, so each
// begins with a chunk; what is not known has no name.

/** The name of the request that a chunk begins; null when it begins none that is known. */
export type Recognise = (chunk: Buffer) => string | null;

const produce = 0;

/** `produce CLIENT TOPIC`, by the head of a Kafka request (version 3 to 8). */
export function kafkaExchange(chunk: Buffer): string | null {
  if (chunk.length < 14 || chunk.readInt16BE(4) !== produce) return null;
  const client = readText(chunk, 12);
  if (client === null) return null;
  const transaction = readText(chunk, client.end);
  // Between them acks (2), timeout (4) and the number of topics (4).
  const topic = transaction && readText(chunk, transaction.end + 10);
  return topic ? `produce ${client.text} ${topic.text}` : null;
}

function readText(chunk: Buffer, at: number): { text: string; end: number } | null {
  if (chunk.length < at + 2) return null;
  const length = Math.max(0, chunk.readInt16BE(at)); // -1 is none
  const end = at + 2 + length;
  return end > chunk.length ? null : { text: chunk.toString('latin1', at + 2, end), end };
}

/** The method of an HTTP request. */
export function httpExchange(chunk: Buffer): string | null {
  return /^(PUT|GET) \//.exec(chunk.toString('latin1', 0, 8))?.[1] ?? null;
}

const copyData = 'd'.charCodeAt(0);

/** `COMMIT` or `COPY`, of PostgreSQL's protocol: its data, or the statement by which Redshift copies by itself. */
export function postgresExchange(chunk: Buffer): string | null {
  if (chunk[0] === copyData || isCopyStatement(chunk)) return 'COPY';
  return chunk.toString('latin1', 0, 12) === 'Q\0\0\0\x0bCOMMIT\0' ? 'COMMIT' : null;
}

function isCopyStatement(chunk: Buffer): boolean {
  return (
    chunk.toString('latin1', 0, 1) === 'Q' && /^COPY .+ FROM 's3:/.test(chunk.toString('latin1', 5, 1_000))
  );
}
