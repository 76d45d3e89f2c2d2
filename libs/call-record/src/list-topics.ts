import { checkReadable, checkReplicas, type TopicState, withReplicas } from './topics.ts';

// Lists that people read: what was sent back to raw, a line for each letter, and what operators did in the console. Each in
// one partition, so that a reader sees its lines in order.

const day = 86_400_000;

export const defaultRedriveTopic = 'telecom-data.redrive';
export const defaultActionsTopic = 'telecom-data.actions';

export const listTopicSettings: Record<string, string> = {
  // Keys are places, and each line counts.
  'cleanup.policy': 'delete',
  'message.timestamp.type': 'LogAppendTime',
  'compression.type': 'uncompressed',
  // Somebody may ask after a year what was sent back and why.
  'retention.ms': String(400 * day),
  'retention.bytes': '-1',
};

/** What a list is made with: a line that is acknowledged must outlive a broker as its letter does. */
export function listSettingsFor(replicas: number): Record<string, string> {
  return withReplicas(listTopicSettings, replicas);
}

/**
 * What is wrong with the list of what was sent back, as found on the cluster; empty when all is well. A letter that
 * outlives its line would be sent a second time.
 */
export function checkRedriveTopic(name: string, found: TopicState | null, dlq: TopicState): string[] {
  if (found === null) return [`topic ${name} does not exist: create it with "npm run setup"`];
  const problems: string[] = [];
  function expect(ok: boolean, setting: string, is: string, must: string): void {
    if (!ok) problems.push(`topic ${name}: ${setting} is ${is}, must be ${must}`);
  }
  const { partitions, settings } = found;
  expect(partitions === 1, 'partitions', String(partitions), '1');
  for (const setting of ['cleanup.policy', 'retention.bytes']) {
    const wanted = listTopicSettings[setting]!;
    expect(settings[setting] === wanted, setting, settings[setting] ?? 'unset', wanted);
  }
  const [kept, letters] = [keptMs(found), keptMs(dlq)];
  const least = letters === Number.POSITIVE_INFINITY ? '-1' : `at least ${letters}`;
  const is = settings['retention.ms'] ?? 'unset';
  expect(kept >= letters, 'retention.ms', is, `${least}, as long as letters are kept`);
  problems.push(...checkReadable(name, found), ...checkReplicas(name, found));
  return problems;
}

// -1 keeps for ever.
function keptMs({ settings }: TopicState): number {
  const ms = Number(settings['retention.ms'] ?? Number.NaN);
  return ms < 0 ? Number.POSITIVE_INFINITY : ms;
}
