import { expect, test } from '@jest/globals';
import { checkRedriveTopic, listSettingsFor, listTopicSettings } from './list-topics.ts';
import { topicSettings } from './topics.ts';

const dlq = { partitions: 6, settings: topicSettings.dlq };
const name = 'calls.redrive';

function withSettings(settings: Record<string, string>, partitions = 1) {
  return { partitions, settings: { ...listTopicSettings, ...settings } };
}

test('the list is as it must be when it is made with our settings', () => {
  expect(checkRedriveTopic(name, withSettings({}), dlq)).toEqual([]);
});

test.each<[string, Parameters<typeof checkRedriveTopic>[1], Record<string, string>, string]>([
  ['is not there', null, {}, 'topic calls.redrive does not exist: create it with "npm run setup"'],
  ['has two partitions', withSettings({}, 2), {}, 'topic calls.redrive: partitions is 2, must be 1'],
  [
    'is compacted',
    withSettings({ 'cleanup.policy': 'compact' }),
    {},
    'topic calls.redrive: cleanup.policy is compact, must be delete',
  ],
  [
    'is packed as no reader can unpack it',
    withSettings({ 'compression.type': 'zstd' }),
    {},
    'topic calls.redrive: compression.type is zstd, must be uncompressed, producer or gzip',
  ],
  [
    'is cut by size',
    withSettings({ 'retention.bytes': '1000' }),
    {},
    'topic calls.redrive: retention.bytes is 1000, must be -1',
  ],
  [
    'forgets before letters do',
    withSettings({ 'retention.ms': '2591999999' }),
    {},
    'topic calls.redrive: retention.ms is 2591999999, must be at least 2592000000, as long as letters are kept',
  ],
  [
    'forgets what letters never do',
    withSettings({}),
    { 'retention.ms': '-1' },
    'topic calls.redrive: retention.ms is 34560000000, must be -1, as long as letters are kept',
  ],
])('a list that %s is told', (_, found, letters, problem) => {
  const kept = { ...dlq, settings: { ...dlq.settings, ...letters } };
  expect(checkRedriveTopic(name, found, kept)).toEqual([problem]);
});

test('a list that is kept for ever serves letters that are kept for ever', () => {
  const forEver = { 'retention.ms': '-1' };
  const letters = { ...dlq, settings: { ...dlq.settings, ...forEver } };
  expect(checkRedriveTopic(name, withSettings(forEver), letters)).toEqual([]);
});

test('with three replicas the list is made with each line on two brokers, and checked for it', () => {
  const settings = listSettingsFor(3);
  expect(settings).toEqual({
    ...listTopicSettings,
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'false',
  });
  expect(checkRedriveTopic(name, { partitions: 1, replicas: 3, settings }, dlq)).toEqual([]);
  const loose = { ...settings, 'min.insync.replicas': '1', 'unclean.leader.election.enable': 'true' };
  expect(checkRedriveTopic(name, { partitions: 1, replicas: 3, settings: loose }, dlq)).toEqual([
    'topic calls.redrive: min.insync.replicas is 1, must be at least 2',
    'topic calls.redrive: unclean.leader.election.enable is true, must be false',
  ]);
});

test('with fewer neither is asked for, nor made', () => {
  expect(listSettingsFor(2)).toEqual(listTopicSettings);
  const loose = { 'min.insync.replicas': '1', 'unclean.leader.election.enable': 'true' };
  expect(checkRedriveTopic(name, { ...withSettings(loose), replicas: 2 }, dlq)).toEqual([]);
});
