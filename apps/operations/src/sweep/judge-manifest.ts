/** Where the loaders are: the next offset in clean, by partition; empty where the warehouse knows nothing of a topic. */
export type Positions = ReadonlyMap<number, number>;

/** What may become of a batch that the ledger does not know. */
export type Prospect =
  /** A position has moved past it: its load, though it woke up now, would find that out and give up. */
  | { kind: 'overtaken' }
  /** All positions are where it begins: a loader that sleeps could still load it. */
  | { kind: 'loadable' }
  /** The warehouse has no position for this topic and partition: it is another pipeline's. */
  | { kind: 'elsewhere' }
  | { kind: 'unreadable' };

interface Range {
  topic: string;
  partition: number;
  first_offset: number;
}

/** Judges a batch by its manifest: it is loaded from exactly where its ranges begin, or not at all. */
export async function judgeManifest(
  text: string,
  positionsOf: (topic: string) => Promise<Positions>,
): Promise<Prospect> {
  const ranges = readRanges(text);
  if (ranges === null) return { kind: 'unreadable' };
  let isOvertaken = false;
  for (const { topic, partition, first_offset: first } of ranges) {
    const position = (await positionsOf(topic)).get(partition);
    if (position === undefined) return { kind: 'elsewhere' };
    if (position > first) isOvertaken = true;
  }
  return { kind: isOvertaken ? 'overtaken' : 'loadable' };
}

function readRanges(text: string): Range[] | null {
  try {
    const { ranges } = JSON.parse(text) as { ranges: Range[] };
    return ranges.length > 0 && ranges.every(isRange) ? ranges : null;
  } catch {
    return null;
  }
}

function isRange({ topic, partition, first_offset: first }: Range): boolean {
  return typeof topic === 'string' && Number.isSafeInteger(partition) && Number.isSafeInteger(first);
}
