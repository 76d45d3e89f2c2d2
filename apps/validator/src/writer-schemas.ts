import {
  decode,
  defaultQualitySettings,
  type ReadRecord,
  readerOf,
  readNewest,
  refuse,
} from '@cdr/call-quality';
import { type KafkaRecord, readSchemaId, withoutPrefix } from '@cdr/kafka';
import { canBeId, RegistryError, type Schemas } from '@cdr/schema-registry';
import { pause, retryForever, type Trouble } from '@cdr/worker';
import { LRUCache } from 'lru-cache';

/** How each record of a batch is read: by the schema that it names, or else by the newest. */
export type ReaderFor = (record: KafkaRecord) => ReadRecord;

/** The schemas that records were written by, learned from a registry as records name them. */
export interface WriterSchemas {
  /**
   * Learns what these records name. While the registry does not answer it waits: records behind one that cannot be read
   * yet must wait too, for a partition is judged in order. Schemas that were learned before need no registry.
   * @throws the signal's reason when it aborts
   */
  readersFor(records: readonly KafkaRecord[], wait: Waiting): Promise<ReaderFor>;
}

/** Who waits for schemas. */
export interface Waiting {
  signal: AbortSignal;
  /** Called for each answer: one that waits for many is no stall. */
  onStep: () => void;
}

export interface WriterSchemasOptions {
  /** null where there is none: then a record that names a schema cannot be read. */
  registry: Pick<Schemas, 'schemaById'> | null;
  trouble: Trouble;
  onRetry?: (error: unknown) => void;
  /** How long to wait before each time that an id is asked for, ms. */
  waitsMs?: readonly number[];
}

// Three tries within ten seconds: a registry of several nodes may not know everywhere what was registered just now.
const usualWaitsMs = [0, 2_000, 6_000];

// Producers use a few at a time.
const mostLearned = 200;

// An id that nobody knows may be registered yet; until then it must not hold up each batch for ten seconds.
const missingForMs = 60_000;
const mostMissing = 10_000;

const mostAskedAtOnce = 10;

/** Schemas learned and compiled once for all partitions. */
export function createWriterSchemas({ registry, ...options }: WriterSchemasOptions): WriterSchemas {
  return registry === null ? withoutRegistry : learnFrom(registry, options);
}

const withoutRegistry: WriterSchemas = {
  readersFor: () => Promise.resolve((record) => (readSchemaId(record) === null ? readNewest : noRegistry)),
};

function learnFrom(
  registry: Pick<Schemas, 'schemaById'>,
  { trouble, onRetry, waitsMs = usualWaitsMs }: Omit<WriterSchemasOptions, 'registry'>,
): WriterSchemas {
  const learned = new LRUCache<number, ReadRecord>({ max: mostLearned });
  // Apart from those, which ids out of the blue must not push out.
  const missing = new LRUCache<number, true>({ max: mostMissing, ttl: missingForMs });
  const asking = new Map<number, Promise<ReadRecord | null>>();

  async function ask(id: number): Promise<ReadRecord | null> {
    const text = await registry.schemaById(id);
    if (text === null) return null;
    const reader = readerOf(text);
    learned.set(id, reader);
    return reader;
  }

  // Partitions that meet a new schema at the same time ask once.
  function askTogether(id: number): Promise<ReadRecord | null> {
    const asked = asking.get(id) ?? ask(id).finally(() => asking.delete(id));
    asking.set(id, asked);
    return asked;
  }

  function learn(id: number, signal: AbortSignal): Promise<ReadRecord | null> {
    return retryForever(trouble, () => unlessAborted(signal, askTogether(id)), {
      signal,
      isRetriable: (error) => error instanceof RegistryError,
      ...(onRetry && { onRetry }),
    });
  }

  /** Asks for each of these ids; those that the registry knows are put into `readers`. */
  async function learnAll(ids: readonly number[], readers: Map<number, ReadRecord>, wait: Waiting) {
    for (let first = 0; first < ids.length; first += mostAskedAtOnce) {
      const some = ids.slice(first, first + mostAskedAtOnce);
      const found = await Promise.all(some.map((id) => learn(id, wait.signal)));
      for (const [n, reader] of found.entries()) if (reader !== null) readers.set(some[n]!, reader);
      wait.onStep();
    }
  }

  async function readersFor(records: readonly KafkaRecord[], wait: Waiting): Promise<ReaderFor> {
    const readers = new Map<number, ReadRecord>();
    const ids = idsIn(records);
    for (const id of ids) {
      const reader = learned.get(id);
      if (reader !== undefined) readers.set(id, reader);
    }
    const isUnknown = (id: number) => !readers.has(id) && !missing.has(id);
    // What is no record is refused whatever its schema: bytes that only look like a prefix must hold up nobody. It takes a
    // look into each record, and so is looked at only when an id is met for the first time.
    let unknown = ids.some(isUnknown) ? idsIn(records.filter(isObject)).filter(isUnknown) : [];
    for (const waitMs of waitsMs) {
      if (unknown.length === 0) break;
      if (waitMs > 0) await pause(waitMs, wait.signal);
      wait.signal.throwIfAborted();
      await learnAll(unknown, readers, wait);
      unknown = unknown.filter(isUnknown);
    }
    for (const id of unknown) missing.set(id, true);
    return (record) => {
      const id = readSchemaId(record);
      if (id === null) return readNewest;
      return typeof id === 'number' ? (readers.get(id) ?? unknownSchema) : unreadableId;
    };
  }

  return { readersFor };
}

function idsIn(records: readonly KafkaRecord[]): number[] {
  const ids = new Set(records.map(readSchemaId));
  return [...ids].filter((id) => typeof id === 'number').filter(canBeId);
}

function isObject({ value }: KafkaRecord): boolean {
  const decoded = decode(withoutPrefix(value), defaultQualitySettings.maxValueBytes);
  return decoded.kind === 'decoded' && typeof decoded.json === 'object' && decoded.json !== null;
}

// What was asked is asked to its end, for whoever asks next; who is told to stop waits no longer.
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function unknownSchema() {
  return refuse('schema', ['unknown-schema'], '', [
    'the registry knows no schema of the id that the record names (dlq.schema.id): does its producer use another ' +
      'registry? Register the schema, then send the letter back (npm run redrive)',
  ]);
}

function noRegistry() {
  return refuse('schema', ['unknown-schema'], '', [
    'the record names a schema (dlq.schema.id), and the validator knows no registry: set SCHEMA_REGISTRY_URL, then send ' +
      'the letter back (npm run redrive)',
  ]);
}

function unreadableId() {
  return refuse('schema', ['unknown-schema'], '', [
    'the header schema.id must be the id of a schema in decimal digits',
  ]);
}
