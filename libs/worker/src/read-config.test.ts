import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, describeSettings, readConfig, type Settings } from './read-config.ts';
import { along, custom, either, type Env, neededWhen, onlyWhen, optional, refuse } from './setting.ts';
import {
  addresses,
  choice,
  awsName,
  bucketName,
  databaseUrl,
  iamRole,
  secret,
  share,
  text,
  timeZone,
  webUrl,
  wholeNumber,
} from './settings.ts';
import { redriveListSettings, topicNameSettings } from './shared-settings.ts';

const help = 'A setting of this test.';
const settings = {
  brokers: addresses('KAFKA_BROKERS', { default: 'localhost:9092', help, flag: 'brokers' }),
  rows: wholeNumber('LOADER_BATCH_ROWS', { default: 250_000, min: 1, max: 1_000_000, help }),
  bad: share('GENERATOR_BAD_SHARE', { default: 0.01, help, flag: 'bad-share' }),
  level: choice('LOG_LEVEL', { default: 'info', choices: ['info', 'warn'], help }),
  zone: timeZone('SOURCE_TIME_ZONE', { default: 'UTC', help }),
  url: text('WAREHOUSE_URL', { help }),
  endpoint: optional(webUrl('S3_ENDPOINT', { help })),
  seed: optional(wholeNumber('GENERATOR_SEED', { help, flag: 'seed' })),
};

function problemsOf(env: Record<string, string>, table: Settings = settings, args: string[] = []) {
  try {
    readConfig(env, table, args);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return [...(error as ConfigError).problems];
  }
}

describe('settings', () => {
  test('take their defaults', () => {
    expect(readConfig({ WAREHOUSE_URL: 'pg' }, settings)).toEqual({
      brokers: ['localhost:9092'],
      rows: 250_000,
      bad: 0.01,
      level: 'info',
      zone: 'UTC',
      url: 'pg',
      endpoint: undefined,
      seed: undefined,
    });
  });

  test('are typed by their builders', () => {
    const config = readConfig(
      { WAREHOUSE_URL: 'pg', KAFKA_BROKERS: 'a:1, b:2', GENERATOR_SEED: '7' },
      settings,
    );
    const brokers: string[] = config.brokers;
    const level: 'info' | 'warn' = config.level;
    const seed: number | undefined = config.seed;
    expect({ brokers, level, seed }).toEqual({ brokers: ['a:1', 'b:2'], level: 'info', seed: 7 });
  });

  test('that are empty count as not set', () => {
    expect(problemsOf({ WAREHOUSE_URL: '', LOADER_BATCH_ROWS: '', GENERATOR_SEED: '' })).toEqual([
      'WAREHOUSE_URL is missing',
    ]);
  });

  test('complain completely, in one message', () => {
    expect(() => readConfig({ LOADER_BATCH_ROWS: 'ten', GENERATOR_BAD_SHARE: '2' }, settings)).toThrow(
      'LOADER_BATCH_ROWS must be a whole number, was "ten"; ' +
        'GENERATOR_BAD_SHARE must be a share from 0 to 1, for example 0.01, was "2"; ' +
        'WAREHOUSE_URL is missing',
    );
  });

  test.each([
    ['KAFKA_BROKERS', ' , ', 'be host:port with commas between them'],
    ['KAFKA_BROKERS', 'a:1,b', 'be host:port with commas between them'],
    ['S3_ENDPOINT', 'localhost:9000', 'be a URL such as https://host:port'],
    ['LOADER_BATCH_ROWS', '0', 'be from 1 to 1000000'],
    ['LOADER_BATCH_ROWS', '1e3', 'be a whole number'],
    ['LOADER_BATCH_ROWS', '1.5', 'be a whole number'],
    ['GENERATOR_SEED', '-1', 'be at least 0'],
    ['GENERATOR_BAD_SHARE', '-0.1', 'be a share from 0 to 1, for example 0.01'],
    ['GENERATOR_BAD_SHARE', '1%', 'be a share from 0 to 1, for example 0.01'],
    ['LOG_LEVEL', 'INFO', 'be one of info, warn'],
    ['SOURCE_TIME_ZONE', 'Mars/Olympus', 'be the IANA name of a time zone, for example America/New_York'],
  ])('refuse %s=%j: must %s', (name, value, must) => {
    expect(problemsOf({ WAREHOUSE_URL: 'pg', [name]: value })).toEqual([
      `${name} must ${must}, was ${JSON.stringify(value)}`,
    ]);
  });

  test('can be read by a parser of their own', () => {
    const rate = custom('GENERATOR_RATE', {
      default: 'max',
      help,
      parse: (given) => (given === 'max' ? Infinity : refuse('be max')),
    });
    expect(readConfig({}, { rate })).toEqual({ rate: Infinity });
    expect(problemsOf({ GENERATOR_RATE: 'min' }, { rate })).toEqual([
      'GENERATOR_RATE must be max, was "min"',
    ]);
  });

  test('describe themselves for the documentation', () => {
    const described = describeSettings(settings);
    expect(described[1]).toEqual({
      name: 'LOADER_BATCH_ROWS',
      default: '250000',
      help,
      flag: undefined,
      required: false,
    });
    expect(described.filter((setting) => setting.required).map((setting) => setting.name)).toEqual([
      'WAREHOUSE_URL',
    ]);
  });
});

describe('flags', () => {
  test('win over the environment, with a blank or an equals sign', () => {
    const args = ['--brokers', 'c:3', '--bad-share=0.5', '--seed', '9'];
    const config = readConfig({ WAREHOUSE_URL: 'pg', KAFKA_BROKERS: 'a:1' }, settings, args);
    expect(config).toMatchObject({ brokers: ['c:3'], bad: 0.5, seed: 9 });
  });

  test('that are unknown or lack a value are problems like any other', () => {
    expect(problemsOf({}, settings, ['--pace', '9', '--seed', '--brokers', 'c:3', 'stray'])).toEqual([
      '--pace is not known (known: --brokers --bad-share --seed)',
      '--seed needs a value',
      'stray is not known (known: --brokers --bad-share --seed)',
      'WAREHOUSE_URL is missing',
    ]);
  });

  test('are refused where a worker has none', () => {
    expect(problemsOf({}, { zone: settings.zone }, ['--zone=UTC'])).toEqual([
      '--zone is not known, only environment variables are',
    ]);
  });
});

describe('the names of the topics', () => {
  test.each([
    ['raw and clean', { RAW_TOPIC: 'x', CLEAN_TOPIC: 'x' }, '"x", "x", "telecom-data.dlq"'],
    ['clean and dlq', { CLEAN_TOPIC: 'x', DLQ_TOPIC: 'x' }, '"telecom-data.raw", "x", "x"'],
    [
      'raw and the default of dlq',
      { RAW_TOPIC: 'telecom-data.dlq' },
      '"telecom-data.dlq", "telecom-data.clean", "telecom-data.dlq"',
    ],
    ['all three', { RAW_TOPIC: 'x', CLEAN_TOPIC: 'x', DLQ_TOPIC: 'x' }, '"x", "x", "x"'],
  ])('must differ: not %s alike', (_, env, were) => {
    expect(problemsOf(env, topicNameSettings)).toEqual([
      `RAW_TOPIC, CLEAN_TOPIC and DLQ_TOPIC must be three different names, were ${were}`,
    ]);
  });

  test('must differ from that of the list of what was sent back, which is told once', () => {
    const all = { ...topicNameSettings, ...redriveListSettings };
    const were = '"telecom-data.raw", "telecom-data.clean", "telecom-data.dlq", "telecom-data.raw"';
    expect(problemsOf({ REDRIVE_TOPIC: 'telecom-data.raw' }, all)).toEqual([
      `RAW_TOPIC, CLEAN_TOPIC, DLQ_TOPIC and REDRIVE_TOPIC must be four different names, were ${were}`,
    ]);
    expect(problemsOf({ RAW_TOPIC: 'x', CLEAN_TOPIC: 'x', REDRIVE_TOPIC: 'x' }, all)).toEqual([
      expect.stringMatching(/must be three different names/),
    ]);
  });

  test('are compared when each is right by itself', () => {
    expect(problemsOf({ RAW_TOPIC: 'x', CLEAN_TOPIC: 'x', DLQ_TOPIC: '.' }, topicNameSettings)).toEqual([
      expect.stringMatching(/^DLQ_TOPIC must be 1 to 249/),
    ]);
  });

  test('do not matter to who reads only one of them', () => {
    const { rawTopic } = topicNameSettings;
    expect(readConfig({ RAW_TOPIC: 'x', CLEAN_TOPIC: 'x' }, { rawTopic })).toEqual({ rawTopic: 'x' });
  });

  test.each(['.', '..', 'a b', 'a/b', 'straße', 'x'.repeat(250)])(
    'are such as Kafka takes: not %j',
    (name) => {
      for (const variable of ['RAW_TOPIC', 'CLEAN_TOPIC', 'DLQ_TOPIC'])
        expect(problemsOf({ [variable]: name }, topicNameSettings)).toEqual([
          `${variable} must be 1 to 249 of a-z, A-Z, 0-9, ".", "_" and "-", and not "." or ".." alone, was "${name}"`,
        ]);
    },
  );

  test.each(['...', 'a.B_c-9', 'x'.repeat(249)])('are such as Kafka takes: %j', (name) => {
    expect(readConfig({ RAW_TOPIC: name }, topicNameSettings)).toMatchObject({ rawTopic: name });
  });
});

describe('a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-'));
  const file = join(folder, 'password');
  const password = { password: secret('WAREHOUSE_PASSWORD', { help }) };

  test('comes from the environment or from a file, without the newline at its end', () => {
    writeFileSync(file, ' top\nsecret\n');
    expect(readConfig({ WAREHOUSE_PASSWORD: 'hidden' }, password)).toEqual({ password: 'hidden' });
    expect(readConfig({ WAREHOUSE_PASSWORD_FILE: file }, password)).toEqual({ password: ' top\nsecret' });
    rmSync(folder, { recursive: true });
  });

  test('that is missing, given twice or unreadable is a problem, never shown', () => {
    const both = { WAREHOUSE_PASSWORD: 'hidden', WAREHOUSE_PASSWORD_FILE: '/nowhere/password' };
    expect(problemsOf({}, password)).toEqual(['WAREHOUSE_PASSWORD (or WAREHOUSE_PASSWORD_FILE) is missing']);
    expect(problemsOf(both, password)).toEqual([
      'WAREHOUSE_PASSWORD and WAREHOUSE_PASSWORD_FILE are both set: keep one',
    ]);
    expect(problemsOf({ WAREHOUSE_PASSWORD_FILE: '/nowhere/password' }, password)).toEqual([
      'WAREHOUSE_PASSWORD_FILE names a file that cannot be read (ENOENT), /nowhere/password',
    ]);
  });

  test('in a URL is not shown when the URL is none', () => {
    const url = { url: databaseUrl('WAREHOUSE_URL', { help }) };
    expect(problemsOf({ WAREHOUSE_URL: 'admin:hidden@db/dev' }, url)).toEqual([
      'WAREHOUSE_URL must look like postgres://user@host:5439/database, or redshift://…',
    ]);
    const right = 'postgres://admin:hidden@db:5439/dev';
    expect(readConfig({ WAREHOUSE_URL: right }, url)).toEqual({ url: right });
  });

  test('beside another way to the same end is wrong: one of them would be ignored', () => {
    const workgroup = optional(awsName('WORKGROUP', { help }));
    const ways = { workgroup, cluster: either([workgroup], optional(awsName('CLUSTER', { help }))) };
    expect(problemsOf({ WORKGROUP: 'a', CLUSTER: 'b' }, ways)).toEqual([
      'WORKGROUP and CLUSTER are both set: keep one',
    ]);
    expect(readConfig({ CLUSTER: 'b' }, ways)).toEqual({ workgroup: undefined, cluster: 'b' });
  });

  test('that only another one gives a sense is wrong without it, and one that it needs is missing with it', () => {
    const condition = { holds: ({ MODE }: Env) => MODE === 'x', must: 'go with MODE=x' };
    const only = { only: onlyWhen(condition, optional(text('ONLY', { help }))) };
    expect(problemsOf({ ONLY: 'a' }, only)).toEqual(['ONLY must go with MODE=x']);
    expect(readConfig({ ONLY: 'a', MODE: 'x' }, only)).toEqual({ only: 'a' });
    const needed = { needed: neededWhen(condition, text('NEEDED', { help })) };
    expect(problemsOf({ MODE: 'x' }, needed)).toEqual(['NEEDED is missing: it must go with MODE=x']);
    expect(readConfig({}, needed)).toEqual({ needed: undefined });
  });

  test.each([{ KEY: 'k' }, { SECRET: 's' }, { SECRET_FILE: '/nowhere' }])(
    'that belongs to a key is wrong without it, and lacks with it: %j',
    (env) => {
      const key = optional(text('KEY', { help }));
      const pair = { key, secret: along(key, optional(secret('SECRET', { help }))) };
      expect(problemsOf(env, pair)).toEqual(['KEY and SECRET belong together: set both, or neither']);
      expect(readConfig({ KEY: 'k', SECRET: 's' }, pair)).toEqual({ key: 'k', secret: 's' });
      expect(readConfig({ KEY: '' }, pair)).toEqual({ key: undefined, secret: undefined });
    },
  );

  test('that is optional may come from a file too', () => {
    const maybe = { password: optional(password.password) };
    expect(readConfig({}, maybe)).toEqual({ password: undefined });
    expect(problemsOf({ WAREHOUSE_PASSWORD_FILE: '/nowhere/password' }, maybe)).toHaveLength(1);
  });
});

test.each(['a', 'My-bucket', 'my_bucket', '-bucket', "b'ucket", 'b'.repeat(64)])(
  '%s is no bucket of S3',
  (given) => {
    expect(problemsOf({ BUCKET: given }, { bucket: bucketName('BUCKET', { help: 'h' }) })).toEqual([
      expect.stringContaining('BUCKET must be 3 to 63 of a-z'),
    ]);
  },
);

test.each([
  'default',
  'arn:aws:iam::123456789012:role/telecom-copy',
  'arn:aws-cn:iam::123456789012:role/path/telecom,arn:aws:iam::210987654321:role/next',
])('%s is a role that COPY can be given', (role) => {
  expect(readConfig({ ROLE: role }, { role: iamRole('ROLE', { help: 'h' }) })).toEqual({ role });
});

test.each(["arn:aws:iam::123456789012:role/x' MAXERROR 9", 'arn:aws:iam::12:role/x', 'Default', 'role/x'])(
  '%s is none',
  (role) => {
    expect(problemsOf({ ROLE: role }, { role: iamRole('ROLE', { help: 'h' }) })).toEqual([
      expect.stringContaining('ROLE must be "default" or the ARN of a role'),
    ]);
  },
);
