import { describe, expect, test } from '@jest/globals';
import { KafkaError } from './kafka.ts';
import { toKafkaError } from './kafka-error.ts';

interface Told {
  name?: string;
  message?: string;
  type?: string;
  code?: string | number;
  retriable?: boolean;
  cause?: unknown;
  errors?: unknown[];
}

// As the client's errors are made: its own names, the broker's error types, wrapped once or twice.
function clientError({ message = 'as the client says it', ...told }: Told): Error {
  return Object.assign(new Error(message), told);
}

function protocolError(type: string, retriable: boolean): Error {
  return clientError({ name: 'KafkaJSProtocolError', type, retriable, code: 1 });
}

const closed = clientError({ name: 'KafkaJSConnectionClosedError', retriable: true });
const afterRetries = clientError({ name: 'KafkaJSNumberOfRetriesExceeded', retriable: false, cause: closed });

describe('an error of the client', () => {
  test.each<[string, Error, string, boolean]>([
    ['a closed connection', closed, 'KafkaJSConnectionClosedError', true],
    ['the same after retries', afterRetries, 'KafkaJSConnectionClosedError', true],
    [
      'the same wrapped twice',
      clientError({ name: 'KafkaJSNonRetriableError', retriable: false, cause: afterRetries }),
      'KafkaJSConnectionClosedError',
      true,
    ],
    [
      'no answer in time',
      clientError({ name: 'KafkaJSRequestTimeoutError', retriable: true }),
      'KafkaJSRequestTimeoutError',
      true,
    ],
    [
      'no coordinator yet',
      clientError({ name: 'KafkaJSGroupCoordinatorNotFound', retriable: false }),
      'KafkaJSGroupCoordinatorNotFound',
      true,
    ],
    ['another leader', protocolError('NOT_LEADER_FOR_PARTITION', true), 'NOT_LEADER_FOR_PARTITION', true],
    ['no leader yet', protocolError('LEADER_NOT_AVAILABLE', true), 'LEADER_NOT_AVAILABLE', true],
    ['too few replicas', protocolError('NOT_ENOUGH_REPLICAS', true), 'NOT_ENOUGH_REPLICAS', true],
    [
      'a lost sequence',
      protocolError('OUT_OF_ORDER_SEQUENCE_NUMBER', false),
      'OUT_OF_ORDER_SEQUENCE_NUMBER',
      true,
    ],
    ['an unknown member', protocolError('UNKNOWN_MEMBER_ID', false), 'UNKNOWN_MEMBER_ID', true],
    ['a message too large', protocolError('MESSAGE_TOO_LARGE', false), 'MESSAGE_TOO_LARGE', false],
    ['a position not in the log', protocolError('OFFSET_OUT_OF_RANGE', false), 'OFFSET_OUT_OF_RANGE', false],
    [
      'a missing right',
      protocolError('TOPIC_AUTHORIZATION_FAILED', false),
      'TOPIC_AUTHORIZATION_FAILED',
      false,
    ],
    [
      'an unknown codec',
      clientError({ name: 'KafkaJSNotImplemented', retriable: false }),
      'KafkaJSNotImplemented',
      false,
    ],
    [
      'a list of errors',
      clientError({
        name: 'KafkaJSAggregateError',
        errors: [protocolError('INVALID_REPLICATION_FACTOR', false)],
      }),
      'INVALID_REPLICATION_FACTOR',
      false,
    ],
    // A bug of ours or the client's, though the client calls all its own errors retriable.
    ['a bug', new TypeError('x is undefined'), 'TypeError', false],
    ['any other', clientError({ name: 'KafkaJSError', retriable: true }), 'KafkaJSError', false],
  ])('that means %s has its code and says whether it passes', (_, error, code, retriable) => {
    const told = toKafkaError('writing to raw/3', error);
    expect({ code: told.code, retriable: told.retriable }).toEqual({ code, retriable });
    expect(told.cause).toBe(error);
  });

  test('says what was being done and what the innermost error was', () => {
    expect(toKafkaError('writing to raw/3', afterRetries).message).toBe(
      'writing to raw/3: as the client says it',
    );
  });

  test('names the code of the system when the client has no words', () => {
    const refused = clientError({
      name: 'KafkaJSConnectionError',
      message: 'Connection error: ',
      code: 'ECONNREFUSED',
    });
    expect(toKafkaError('connecting', refused).message).toBe('connecting: Connection error: ECONNREFUSED');
  });

  test('that means nothing elsewhere may pass by itself where it came from', () => {
    const moved = clientError({
      name: 'KafkaJSNonRetriableError',
      retriable: false,
      cause: clientError({ name: 'KafkaJSError', retriable: true }),
    });
    expect(toKafkaError('joining a group', moved, 'KafkaJSError').retriable).toBe(true);
    expect(toKafkaError('joining a group', new TypeError('x is undefined'), 'KafkaJSError').retriable).toBe(
      false,
    );
  });

  test('is left alone when it is one of ours', () => {
    const ours = new KafkaError('reading raw/3', 'OFFSET_OUT_OF_RANGE', false);
    expect(toKafkaError('something else', ours)).toBe(ours);
  });
});

test('records that are packed as nothing here can unpack them come with what to do', () => {
  const packed = clientError({ name: 'KafkaJSNotImplemented', message: 'ZSTD compression not implemented' });
  const error = toKafkaError('reading raw/0 from offset 3', packed);
  expect(error.message).toMatch(
    /^reading raw\/0 from offset 3: ZSTD compression not implemented\. .*new names/,
  );
  expect(error.retriable).toBe(false);
});
