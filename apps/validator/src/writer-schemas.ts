import {
  decode,
  defaultQualitySettings,
  type ReadRecord,
  readerOf,
  readNewest,
  refuse,
} from '@cdr/call-quality';
import { type KafkaRecord, readSchemaId, withoutPrefix } from '@cdr/kafka';
import { RegistryError, type Schemas } from '@cdr/schema-registry';
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
  readersFor(records: readonly KafkaRecord[], signal: AbortSignal): Promise<ReaderFor>;
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

// Producers use a few at a time; ids out of the blue must not fill the memory.
const mostLearned = 200;

// An id that nobody knows may be registered yet; until then it must not hold up each batch for ten seconds.
const missingForMs = 60_000;

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
    return retryForever(trouble, () => askTogether(id), {
      signal,
      isRetriable: (error) => error instanceof RegistryError,
      ...(onRetry && { onRetry }),
    });
  }

  async function readersFor(records: readonly KafkaRecord[], signal: AbortSignal): Promise<ReaderFor> {
    const readers = new Map<number, ReadRecord>();
    let unknown: number[] = [];
    for (const [id, named] of Map.groupBy(records, readSchemaId)) {
      const reader = typeof id === 'number' ? learned.get(id) : undefined;
      if (reader !== undefined) readers.set(id as number, reader);
      else if (typeof id === 'number' && named.some(isJson)) unknown.push(id);
    }
    for (const waitMs of waitsMs) {
      if (unknown.length === 0) break;
      if (waitMs > 0) await pause(waitMs, signal);
      signal.throwIfAborted();
      const missing: number[] = [];
      for (let first = 0; first < unknown.length; first += mostAskedAtOnce) {
        const some = unknown.slice(first, first + mostAskedAtOnce);
        const found = await Promise.all(some.map((id) => learn(id, signal)));
        for (const [n, reader] of found.entries())
          if (reader === null) missing.push(some[n]!);
          else readers.set(some[n]!, reader);
      }
      unknown = missing;
    }
    for (const id of unknown) {
      readers.set(id, unknownSchema);
      learned.set(id, unknownSchema, { ttl: missingForMs });
    }
    return (record) => {
      const id = readSchemaId(record);
      if (id === null) return readNewest;
      if (typeof id !== 'number') return unreadableId;
      return readers.get(id) ?? unknownSchema;
    };
  }

  return { readersFor };
}

// What is no JSON is refused whatever its schema: bytes that only look like a prefix must hold up nobody.
function isJson({ value }: KafkaRecord): boolean {
  return decode(withoutPrefix(value), defaultQualitySettings.maxValueBytes).kind === 'decoded';
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
