import { describe, expect, test } from '@jest/globals';
import { maskHeader, maskHeaderName } from './mask-header.ts';

describe('what our workers write into a header is shown', () => {
  test.each([
    ['dlq.reason', 'quality'],
    ['dlq.rule', 'starts-after-2000,has-positive-duration'],
    ['dlq.rule', ''],
    ['dlq.path', '/call_duration'],
    ['dlq.path', ''],
    ['dlq.error', 'call_duration must be at most 86400'],
    ['dlq.stage', 'load'],
    ['dlq.app.version', '1.2.3-rc.1+abc'],
    ['dlq.failed.at', '2026-01-02T03:04:05.006Z'],
    ['dlq.original.topic', 'telecom-data.raw'],
    ['dlq.original.partition', '5'],
    ['dlq.original.offset', '123456789'],
    ['dlq.original.timestamp', '1700000000123'],
    ['dlq.replay.count', '3'],
    ['dlq.duplicate.of', '17'],
    ['dlq.duplicate.of.partition', '0'],
    ['dlq.replaces', 'telecom-data.raw/5/17'],
    ['dlq.schema.id', '7'],
    ['schema.id', '7'],
    ['kafka_dlt-original-topic', 'telecom-data.raw'],
  ])('%s: %s', (name, text) => {
    expect([maskHeaderName(name), maskHeader(name, text)]).toEqual([name, text]);
  });
});

describe('what somebody else wrote into it is covered', () => {
  test.each([
    ['dlq.reason', 'Ada'],
    ['dlq.rule', 'Ada Lovelace'],
    ['dlq.rule', 'a-rule,1-914-555-1234'],
    ['dlq.path', '/Ada'],
    ['dlq.error', '2125551234'],
    ['dlq.stage', 'Ada'],
    ['dlq.app.version', 'Ada Lovelace'],
    ['dlq.app.version', '914-555-1234'],
    ['dlq.failed.at', 'Ada'],
    ['dlq.original.topic', 'Ada'],
    ['dlq.original.partition', '2125551234'],
    ['dlq.original.offset', '2125551234'],
    ['dlq.original.timestamp', '2125551234'],
    ['dlq.replay.count', '2125551234'],
    ['dlq.duplicate.of', 'Ada'],
    ['dlq.duplicate.of.partition', 'Ada'],
    ['dlq.replaces', 'Ada Lovelace/1/2'],
    ['dlq.replaces', 'raw/1/2/Ada'],
    ['dlq.replaces', 'raw/1/12125551234'],
    ['dlq.schema.id', 'Ada'],
    ['schema.id', '2125551234'],
    ['kafka_dlt-original-topic', 'raw.2125551234'],
    ['traceparent', 'Ada'],
    ['toString', 'Ada'],
  ])('%s: %s', (name, text) => {
    expect(maskHeader(name, text)).toBe(text.replaceAll(/[\p{L}\p{N}]/gu, '•'));
  });

  test('and so is a name of a header', () => expect(maskHeaderName('Ada 212')).toBe('••• •••'));
});
