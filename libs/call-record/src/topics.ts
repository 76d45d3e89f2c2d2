const hour = 3_600_000;
const day = 24 * hour;
const mebibyte = 1_048_576;
const forEver = '9223372036854775807';

/** The three topics. What comes from partition p of raw goes to partition p of clean or dlq. */
export interface TopicNames {
  raw: string;
  clean: string;
  dlq: string;
}

export const defaultTopics: TopicNames = {
  raw: 'telecom-data.raw',
  clean: 'telecom-data.clean',
  dlq: 'telecom-data.dlq',
};

export const defaultPartitions = 6;

/** Topic settings by role; the reasons stand in docs/architecture.md. */
export const topicSettings: Record<keyof TopicNames, Record<string, string>> = {
  raw: {
    'cleanup.policy': 'delete',
    'message.timestamp.type': 'LogAppendTime',
    // The broker unpacks what producers pack: the size limit then counts what a dead letter must hold, and readers
    // need no codec of anybody's.
    'compression.type': 'uncompressed',
    'retention.ms': String(7 * day),
    'segment.ms': String(hour),
    'max.message.bytes': String(mebibyte),
  },
  clean: {
    'cleanup.policy': 'delete',
    'message.timestamp.type': 'CreateTime',
    'message.timestamp.after.max.ms': forEver,
    'message.timestamp.before.max.ms': forEver,
    'compression.type': 'uncompressed',
    'retention.ms': String(14 * day),
    'retention.bytes': '-1',
    'max.message.bytes': String(mebibyte + 65_536),
  },
  dlq: {
    'cleanup.policy': 'delete',
    // A worker's clock that is wrong must neither have its letters refused nor let them expire early.
    'message.timestamp.type': 'LogAppendTime',
    'compression.type': 'uncompressed',
    'retention.ms': String(30 * day),
    'retention.bytes': '-1',
    'max.message.bytes': String(mebibyte + 65_536),
  },
};

const fewestReplicas = 3;
const insync = 'min.insync.replicas';
const unclean = 'unclean.leader.election.enable';

/** What a topic of a role is made with. */
export function settingsFor(role: keyof TopicNames, replicas: number): Record<string, string> {
  return withReplicas(topicSettings[role], replicas);
}

/**
 * Settings of a topic with what many replicas need. From three on, a broker may die and nothing acknowledged goes with it:
 * two have each record, and none that lacks some becomes leader.
 */
export function withReplicas(settings: Record<string, string>, replicas: number): Record<string, string> {
  return replicas < fewestReplicas ? settings : { ...settings, [insync]: '2', [unclean]: 'false' };
}

export interface TopicState {
  partitions: number;
  /** Of the partition that has the fewest. */
  replicas?: number;
  settings: Record<string, string>;
}

/**
 * What a topic as found lacks of that, one sentence each. One or two replicas are a choice: one of two that must both be
 * there would stop all when it dies.
 */
export function checkReplicas(name: string, { replicas, settings }: TopicState): string[] {
  if ((replicas ?? 1) < fewestReplicas) return [];
  const is = (setting: string) => `topic ${name}: ${setting} is ${settings[setting] ?? 'unset'}, must be `;
  return [
    ...(Number(settings[insync]) >= 2 ? [] : [`${is(insync)}at least 2`]),
    ...(settings[unclean] === 'false' ? [] : [`${is(unclean)}false`]),
  ];
}

// What the client can unpack. Workers do not pack, so a topic that leaves it to producers has nothing packed.
const readable = ['uncompressed', 'producer', 'gzip'];

/** Whether what workers write to a topic can be read again, one sentence if not. */
export function checkReadable(name: string, { settings }: TopicState): string[] {
  const { 'compression.type': packing = 'unset' } = settings;
  if (readable.includes(packing)) return [];
  return [`topic ${name}: compression.type is ${packing}, must be uncompressed, producer or gzip`];
}

/** How far back clean must reach behind raw's retention, ms: the deduplication window or a loader's longest outage. */
export interface Reach {
  dedupWindowMs: number;
  longestOutageMs: number;
}

/**
 * What is wrong with the three topics as found on the cluster, one sentence each; empty when all is well. Each line
 * guards the promise: a compacted clean forgets calls, a short retention loses positions, a small limit loses letters.
 */
export function checkTopics(
  names: TopicNames,
  found: Record<keyof TopicNames, TopicState | null>,
  reach: Reach,
): string[] {
  const missing = roles.filter((role) => found[role] === null);
  if (missing.length > 0) {
    return missing.map((role) => `topic ${names[role]} does not exist: create it with "npm run setup"`);
  }
  const { raw, clean, dlq } = found as Record<keyof TopicNames, TopicState>;
  const problems: string[] = [];

  function expect(ok: boolean, role: keyof TopicNames, setting: string, wanted: string): void {
    const state = found[role]!;
    const is = setting === 'partitions' ? String(state.partitions) : (state.settings[setting] ?? 'unset');
    if (!ok) problems.push(`topic ${names[role]}: ${setting} is ${is}, must be ${wanted}`);
  }

  for (const role of ['clean', 'dlq'] as const) {
    expect(
      found[role]!.partitions === raw.partitions,
      role,
      'partitions',
      `${raw.partitions} as in ${names.raw}`,
    );
    expect(found[role]!.settings['retention.bytes'] === '-1', role, 'retention.bytes', '-1');
    problems.push(...checkReadable(names[role], found[role]!));
    const limit = number(raw, 'max.message.bytes') + 65_536;
    expect(
      number(found[role]!, 'max.message.bytes') >= limit,
      role,
      'max.message.bytes',
      `at least ${limit}`,
    );
  }
  for (const role of roles) {
    expect(found[role]!.settings['cleanup.policy'] === 'delete', role, 'cleanup.policy', 'delete');
    problems.push(...checkReplicas(names[role], found[role]!));
  }
  const type = 'message.timestamp.type';
  expect(raw.settings[type] === 'LogAppendTime', 'raw', type, 'LogAppendTime');
  const packing = 'compression.type';
  expect(raw.settings[packing] === 'uncompressed', 'raw', packing, 'uncompressed');
  expect(clean.settings[type] === 'CreateTime', 'clean', type, 'CreateTime');
  expect(dlq.settings[type] === 'LogAppendTime', 'dlq', type, 'LogAppendTime');
  for (const limit of ['message.timestamp.after.max.ms', 'message.timestamp.before.max.ms']) {
    expect(clean.settings[limit] === forEver, 'clean', limit, forEver);
  }

  const rawReach = retention(raw) + number(raw, 'segment.ms');
  const cleanReach = rawReach + Math.max(reach.dedupWindowMs, reach.longestOutageMs);
  expect(retention(clean) >= cleanReach, 'clean', 'retention.ms', atLeast(cleanReach));
  // The letter of a conflict found late needs the original bytes.
  expect(retention(raw) >= reach.longestOutageMs, 'raw', 'retention.ms', atLeast(reach.longestOutageMs));
  expect(retention(dlq) >= rawReach, 'dlq', 'retention.ms', atLeast(rawReach));
  return problems;
}

const roles = ['raw', 'clean', 'dlq'] as const;

function number(state: TopicState, setting: string): number {
  return Number(state.settings[setting] ?? Number.NaN);
}

// -1 keeps for ever.
function retention(state: TopicState): number {
  const ms = number(state, 'retention.ms');
  return ms < 0 ? Number.POSITIVE_INFINITY : ms;
}

function atLeast(ms: number): string {
  return ms === Number.POSITIVE_INFINITY ? '-1, as raw keeps for ever' : `at least ${ms}`;
}

const newNames =
  'give raw, clean and dlq new names together (RAW_TOPIC, CLEAN_TOPIC, DLQ_TOPIC) and run "npm run setup"';

/** What to say when a topic is another log than the one worked on so far; `found` says where and how it shows. */
export function recreatedTopic(found: string): string {
  return `${found}: the topic was deleted and created again; ${newNames}`;
}

/** What to say of a message in clean that no validator wrote; `place` is `topic/partition`. */
export function foreignMessage(place: string, offset: number): string {
  return (
    `${place} holds at offset ${offset} a message that no validator wrote there: find out who writes to this topic and ` +
    `end that; then ${newNames}`
  );
}
