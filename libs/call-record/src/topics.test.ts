import { describe, expect, test } from '@jest/globals';
import {
  checkTopics,
  defaultPartitions,
  defaultTopics,
  foreignMessage,
  recreatedTopic,
  settingsFor,
  topicSettings,
  type TopicState,
} from './topics.ts';

type Role = keyof typeof topicSettings;

const hour = 3_600_000;
const reach = { dedupWindowMs: 24 * hour, longestOutageMs: 72 * hour };

function state(role: Role, changes: Record<string, string> = {}): TopicState {
  return { partitions: defaultPartitions, settings: { ...topicSettings[role], ...changes } };
}

function found(changes: Partial<Record<Role, TopicState | null>> = {}) {
  return { raw: state('raw'), clean: state('clean'), dlq: state('dlq'), ...changes };
}

test('topics made with our own settings pass', () => {
  expect(checkTopics(defaultTopics, found(), reach)).toEqual([]);
});

test('a topic that does not exist is named with what to do, and nothing else is said', () => {
  expect(checkTopics(defaultTopics, found({ clean: null, dlq: null }), reach)).toEqual([
    'topic telecom-data.clean does not exist: create it with "npm run setup"',
    'topic telecom-data.dlq does not exist: create it with "npm run setup"',
  ]);
});

test.each(['raw', 'clean', 'dlq'] as const)('%s alone missing is said', (role) => {
  expect(checkTopics(defaultTopics, found({ [role]: null }), reach)).toHaveLength(1);
});

describe('each setting that breaks the promise is said', () => {
  const cases: [Role, string, string, string][] = [
    [
      'clean',
      'compression.type',
      'zstd',
      'telecom-data.clean: compression.type is zstd, must be uncompressed, producer or gzip',
    ],
    [
      'dlq',
      'compression.type',
      'lz4',
      'telecom-data.dlq: compression.type is lz4, must be uncompressed, producer or gzip',
    ],
    ['raw', 'cleanup.policy', 'compact', 'telecom-data.raw: cleanup.policy is compact, must be delete'],
    ['clean', 'cleanup.policy', 'compact', 'telecom-data.clean: cleanup.policy is compact, must be delete'],
    [
      'dlq',
      'cleanup.policy',
      'compact,delete',
      'telecom-data.dlq: cleanup.policy is compact,delete, must be delete',
    ],
    [
      'raw',
      'message.timestamp.type',
      'CreateTime',
      'telecom-data.raw: message.timestamp.type is CreateTime, must be LogAppendTime',
    ],
    [
      'dlq',
      'message.timestamp.type',
      'CreateTime',
      'telecom-data.dlq: message.timestamp.type is CreateTime, must be LogAppendTime',
    ],
    [
      'clean',
      'message.timestamp.before.max.ms',
      '3600000',
      'telecom-data.clean: message.timestamp.before.max.ms is 3600000, must be 9223372036854775807',
    ],
    [
      'raw',
      'retention.ms',
      '3600000',
      'telecom-data.raw: retention.ms is 3600000, must be at least 259200000',
    ],
    [
      'raw',
      'compression.type',
      'producer',
      'telecom-data.raw: compression.type is producer, must be uncompressed',
    ],
    [
      'clean',
      'message.timestamp.type',
      'LogAppendTime',
      'telecom-data.clean: message.timestamp.type is LogAppendTime, must be CreateTime',
    ],
    [
      'clean',
      'message.timestamp.after.max.ms',
      '3600000',
      'telecom-data.clean: message.timestamp.after.max.ms is 3600000, must be 9223372036854775807',
    ],
    ['clean', 'retention.bytes', '1000', 'telecom-data.clean: retention.bytes is 1000, must be -1'],
    ['dlq', 'retention.bytes', '1000', 'telecom-data.dlq: retention.bytes is 1000, must be -1'],
    [
      'clean',
      'max.message.bytes',
      '1114111',
      'telecom-data.clean: max.message.bytes is 1114111, must be at least 1114112',
    ],
    [
      'dlq',
      'max.message.bytes',
      '1048576',
      'telecom-data.dlq: max.message.bytes is 1048576, must be at least 1114112',
    ],
    // 7 days of raw, its segment of an hour, 72 hours of outage.
    [
      'clean',
      'retention.ms',
      '867599999',
      'telecom-data.clean: retention.ms is 867599999, must be at least 867600000',
    ],
    [
      'dlq',
      'retention.ms',
      '608399999',
      'telecom-data.dlq: retention.ms is 608399999, must be at least 608400000',
    ],
  ];
  test.each(cases)('%s: %s = %s', (role, setting, value, problem) => {
    const changed = found({ [role]: state(role, { [setting]: value }) });
    expect(checkTopics(defaultTopics, changed, reach)).toEqual([`topic ${problem}`]);
  });

  test.each(['clean', 'dlq'] as const)('%s with another number of partitions than raw', (role) => {
    const changed = found({ [role]: { ...state(role), partitions: 5 } });
    expect(checkTopics(defaultTopics, changed, reach)).toEqual([
      `topic telecom-data.${role}: partitions is 5, must be 6 as in telecom-data.raw`,
    ]);
  });
});

describe('with three replicas', () => {
  const roles = ['raw', 'clean', 'dlq'] as const;

  /** Topics with as many replicas, and with settings that are other than setup would make them. */
  function replicated(replicas: number, changes: Record<string, string> = {}) {
    const made = (role: Role) => ({
      partitions: defaultPartitions,
      replicas,
      settings: { ...settingsFor(role, replicas), ...changes },
    });
    return { raw: made('raw'), clean: made('clean'), dlq: made('dlq') };
  }

  test('topics made with our own settings pass', () => {
    expect(checkTopics(defaultTopics, replicated(3), reach)).toEqual([]);
  });

  test('every topic must have each record on two brokers', () => {
    expect(checkTopics(defaultTopics, replicated(3, { 'min.insync.replicas': '1' }), reach)).toEqual(
      roles.map((role) => `topic telecom-data.${role}: min.insync.replicas is 1, must be at least 2`),
    );
    expect(checkTopics(defaultTopics, replicated(5, { 'min.insync.replicas': '3' }), reach)).toEqual([]);
  });

  test('no topic may be led by a broker that lacks records', () => {
    const unclean = { 'unclean.leader.election.enable': 'true' };
    expect(checkTopics(defaultTopics, replicated(3, unclean), reach)).toEqual(
      roles.map(
        (role) => `topic telecom-data.${role}: unclean.leader.election.enable is true, must be false`,
      ),
    );
  });

  test.each([1, 2])('but with %d neither is asked for, nor made', (replicas) => {
    const loose = { 'min.insync.replicas': '1', 'unclean.leader.election.enable': 'true' };
    expect(checkTopics(defaultTopics, replicated(replicas, loose), reach)).toEqual([]);
    expect(roles.map((role) => settingsFor(role, replicas))).toEqual(
      roles.map((role) => topicSettings[role]),
    );
  });
});

test('all problems are told at once', () => {
  const changed = found({
    raw: state('raw', { 'message.timestamp.type': 'CreateTime' }),
    clean: { partitions: 1, settings: {} },
  });
  expect(checkTopics(defaultTopics, changed, reach)).toHaveLength(10);
});

test('the longer of window and outage counts', () => {
  const exact = found({ clean: state('clean', { 'retention.ms': '867600000' }) });
  expect(checkTopics(defaultTopics, exact, { dedupWindowMs: 72 * hour, longestOutageMs: hour })).toEqual([]);
  expect(checkTopics(defaultTopics, exact, { dedupWindowMs: 73 * hour, longestOutageMs: hour })).toHaveLength(
    1,
  );
});

test('clean and dlq may keep for ever, and must when raw does', () => {
  const forEver = { 'retention.ms': '-1' };
  const all = found({
    raw: state('raw', forEver),
    clean: state('clean', forEver),
    dlq: state('dlq', forEver),
  });
  expect(checkTopics(defaultTopics, all, reach)).toEqual([]);
  expect(checkTopics(defaultTopics, found({ raw: state('raw', forEver) }), reach)).toEqual([
    'topic telecom-data.clean: retention.ms is 1209600000, must be -1, as raw keeps for ever',
    'topic telecom-data.dlq: retention.ms is 2592000000, must be -1, as raw keeps for ever',
  ]);
});

test('the names the user gave the topics are those in the sentences', () => {
  const names = { raw: 'telecom-data', clean: 'a', dlq: 'b' };
  expect(checkTopics(names, found({ clean: { ...state('clean'), partitions: 3 } }), reach)).toEqual([
    'topic a: partitions is 3, must be 6 as in telecom-data',
  ]);
});

test('a topic that cannot be gone on with is told with the same way out: all three new, and set up', () => {
  const wayOut =
    /; (then )?give raw, clean and dlq new names together \(RAW_TOPIC, CLEAN_TOPIC, DLQ_TOPIC\) and run "npm run setup"$/;
  expect(recreatedTopic('raw/4 ends at offset 9')).toMatch(wayOut);
  expect(recreatedTopic('raw/4 ends at offset 9')).toMatch(/^raw\/4 ends at offset 9: the topic was deleted/);
  expect(foreignMessage('clean/0', 17)).toMatch(wayOut);
  expect(foreignMessage('clean/0', 17)).toMatch(/^clean\/0 holds at offset 17 a message that no validator/);
});
