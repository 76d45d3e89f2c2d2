import { KafkaError } from './kafka.ts';

interface ClientError extends Error {
  type?: string;
  code?: string | number;
  retriable?: boolean;
  errors?: unknown[];
}

// Trouble that a new connection or a new takeover cures, by error name or protocol error type.
const passing = new Set([
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSBrokerNotFound',
  'KafkaJSLockTimeout',
  'KafkaJSMetadataNotLoaded',
  'KafkaJSTopicMetadataNotLoaded',
  'KafkaJSStaleTopicMetadataAssignment',
  'KafkaJSNoBrokerAvailableError',
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSTimeout',
  'NOT_LEADER_FOR_PARTITION',
  'BROKER_NOT_AVAILABLE',
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'DUPLICATE_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_PRODUCER_ID_MAPPING',
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
  'REBALANCE_IN_PROGRESS',
  'NOT_COORDINATOR_FOR_GROUP',
]);

/**
 * An error of the client as one of ours: `doing` says what was being done, e.g. `reading telecom-data.raw/3`;
 * `alsoPassing` is the name of an error that passes by itself there, and means nothing elsewhere.
 */
export function toKafkaError(doing: string, error: unknown, alsoPassing?: string): KafkaError {
  if (error instanceof KafkaError) return error;
  const root = innermost(error as ClientError);
  const code = root.type ?? (root.name || 'UNKNOWN');
  const retriable =
    passing.has(root.name) ||
    passing.has(code) ||
    code === alsoPassing ||
    (root.type !== undefined && root.retriable === true);
  return new KafkaError(`${doing}: ${describe(root)}${advice[code] ?? ''}`, code, retriable, {
    cause: error,
  });
}

// What to do about errors that no retry and no setting mends.
const advice: Record<string, string> = {
  KafkaJSNotImplemented:
    '. These records were packed before compression.type was what it must be, and nothing here unpacks them: give raw, clean ' +
    'and dlq new names (RAW_TOPIC, CLEAN_TOPIC, DLQ_TOPIC), or the list of redrives (REDRIVE_TOPIC), run "npm run setup", and ' +
    'copy to the new raw what is not loaded',
};

// The client wraps what happened in "retries exceeded", "not retriable" and lists of errors; the inside says what it was.
function innermost(error: ClientError): ClientError {
  const inside = error.cause ?? error.errors?.[0];
  return inside instanceof Error && inside !== error ? innermost(inside as ClientError) : error;
}

// A host with two addresses that both refuse gives an empty text; the system's code, ECONNREFUSED, is all there is.
function describe({ message, code }: ClientError): string {
  return typeof code === 'string' && !message.includes(code) ? `${message.trim()} ${code}` : message;
}
