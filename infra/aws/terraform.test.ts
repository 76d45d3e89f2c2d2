import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { format } from '@cdktn/hcl-tools';
import { parse } from '@cdktn/hcl2json';
import { topicSettings } from '@cdr/call-record';
import { configuration, files, policies, resource } from './terraform.fixture.ts';

// There is no Terraform by npm: its formatter and its parser are, and the rest of what it would refuse is looked at here.

const root = new URL('../../', import.meta.url);
const code = files.map(({ text }) => text.replace(/^ *#.*$/gm, '')).join('\n');

function textOf(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

test.each(files)('$name parses, and is formatted as terraform fmt would', async ({ name, text }) => {
  await parse(name, text);
  expect(await format(text)).toBe(text);
});

test('what is not formatted, or is no HCL, would be noticed', async () => {
  expect(await format('a = 1\nlonger = 2\n')).toBe('a      = 1\nlonger = 2\n');
  await expect(parse('broken.tf', 'resource "a" {{')).rejects.toThrow();
});

test('every variable and local value is declared, and every one is used', () => {
  const used = [...code.matchAll(/\b(?:var|local)\.(\w+)/g)].map(([, name]) => name!);
  const declared = [...Object.keys(configuration.variable), ...configuration.locals.flatMap(Object.keys)];
  expect(new Set(used)).toEqual(new Set(declared));
});

test('every resource and data source that is referred to is there', () => {
  const referred = [...code.matchAll(/\b(data\.)?(aws_\w+)\.(\w+)\./g)];
  const missing = referred.filter(
    ([, data, type, name]) => !configuration[data ? 'data' : 'resource'][type!]?.[name!],
  );
  expect(referred.length).toBeGreaterThan(10);
  expect(missing.map(([reference]) => reference)).toEqual([]);
});

test('the provider is pinned', () => {
  const [{ required_providers: providers }] = configuration.terraform as [{ required_providers: unknown[] }];
  expect(providers).toEqual([
    { aws: { source: 'hashicorp/aws', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) } },
  ]);
});

test('the bucket denies whatever does not come by TLS', () => {
  expect(resource('aws_s3_bucket_policy', 'staging')['policy']).toContain('aws_iam_policy_document.tls_only');
  expect(policies['tls_only']).toEqual([
    {
      sid: expect.any(String),
      effect: 'Deny',
      actions: ['s3:*'],
      resources: ['${aws_s3_bucket.staging.arn}', '${aws_s3_bucket.staging.arn}/*'],
      principals: [{ type: '*', identifiers: ['*'] }],
      condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
    },
  ]);
});

test('the bucket is closed to the public, and encrypts', () => {
  const { bucket, ...blocks } = resource('aws_s3_bucket_public_access_block', 'staging');
  expect(bucket).toContain('aws_s3_bucket.staging');
  expect(Object.keys(blocks)).toHaveLength(4);
  expect(new Set(Object.values(blocks))).toEqual(new Set([true]));
  const encryption = resource('aws_s3_bucket_server_side_encryption_configuration', 'staging');
  expect(JSON.stringify(encryption['rule'])).toContain('"sse_algorithm":"AES256"');
});

test('what becomes of staged batches is told for the folder that the loader writes to', () => {
  const [, written] = /stagedBatches = '(.+)'/.exec(textOf('libs/object-store/src/batch-folder.ts'))!;
  const { staged } = configuration.locals[0] as { staged: string };
  expect(written!.startsWith(staged)).toBe(true);
  const rules = resource('aws_s3_bucket_lifecycle_configuration', 'staging')['rule'] as object[];
  expect(rules[0]).toMatchObject({
    status: 'Enabled',
    filter: [{ prefix: '${local.staged}' }],
    expiration: [{ days: '${var.keep_staged_days}' }],
  });
});

test('a staged batch outlives its records in clean, and never less than what the audit asks for', () => {
  const days = configuration.variable['keep_staged_days']![0]! as { default: number; validation: object[] };
  expect(days.default * 86_400_000).toBeGreaterThan(Number(topicSettings.clean['retention.ms']));
  expect(days.validation).toMatchObject([{ condition: '${var.keep_staged_days >= 2}' }]);
});

const allowed: Record<string, string[]> = {
  copy: ['s3:GetObject', 's3:ListBucket', 's3:GetBucketLocation'],
  loader: ['s3:PutObject', 's3:ListBucket', 'redshift-serverless:GetCredentials'],
  operator: ['s3:GetObject', 's3:DeleteObject', 's3:ListBucket', 'redshift-serverless:GetCredentials'],
  copy_trust: ['sts:AssumeRole'],
};

test.each(Object.entries(allowed))('the policy "%s" allows what it must, and no more', (name, actions) => {
  expect(policies[name]!.flatMap((statement) => statement.actions)).toEqual(actions);
});

// What opens the bucket, beside the loader.
const operatorsWork = ['setup', 'connections', 'audit', 'trace', 'redrive', 'sweep', 'console'];

test.each(operatorsWork)(
  'that the role for operators is also for %s is written where its rights are',
  (name) => {
    const { description } = configuration.variable['operator_role']![0]!;
    for (const says of [description, textOf('infra/aws/workers.tf'), textOf('infra/aws/README.md')])
      expect(says).toMatch(new RegExp(`\\b${name}\\b`));
  },
);

test('no other policy allows anything, and none allows it beyond the staged batches, the bucket and the workgroup', () => {
  const allowing = Object.entries(policies).filter(([, all]) => all.some(({ effect }) => effect !== 'Deny'));
  expect(allowing.map(([name]) => name).sort()).toEqual(Object.keys(allowed).sort());
  const resources = allowing.flatMap(([, all]) => all.flatMap((statement) => statement.resources ?? []));
  expect(new Set(resources)).toEqual(
    new Set([
      '${local.staged_objects}',
      '${aws_s3_bucket.staging.arn}',
      '${aws_redshiftserverless_workgroup.telecom.arn}',
    ]),
  );
  expect(configuration.locals[0]!['staged_objects']).toBe('${aws_s3_bucket.staging.arn}/${local.staged}*');
});

test('only Redshift becomes the COPY role, and only for users of this account and region', () => {
  const [{ principals, condition }] = policies['copy_trust'] as [(typeof policies)[string][number]];
  expect(principals).toEqual([
    { type: 'Service', identifiers: ['redshift.amazonaws.com', 'redshift-serverless.amazonaws.com'] },
  ]);
  const users = 'arn:aws:redshift:${var.region}:${data.aws_caller_identity.this.account_id}:dbuser:*';
  expect(condition).toEqual([{ test: 'StringLike', variable: 'sts:ExternalId', values: [users] }]);
});

test('the warehouse is private, wants TLS, and has the COPY role', () => {
  expect(resource('aws_redshiftserverless_workgroup', 'telecom')).toMatchObject({
    publicly_accessible: false,
    config_parameter: [{ parameter_key: 'require_ssl', parameter_value: 'true' }],
  });
  expect(resource('aws_redshiftserverless_namespace', 'telecom')).toMatchObject({
    default_iam_role_arn: '${aws_iam_role.copy.arn}',
    iam_roles: ['${aws_iam_role.copy.arn}'],
    manage_admin_password: true,
  });
});

// Settings that .env.example does not name yet, and will: take each out of here when it does.
const comingSettings = ['REDSHIFT_COPY_ROLE', 'REDSHIFT_WORKGROUP'];

test('every output is a setting', () => {
  const settings = [...textOf('.env.example').matchAll(/^#([A-Z0-9_]+)=/gm)].map(([, name]) => name!);
  const outputs = Object.keys(configuration.output);
  expect(outputs.filter((name) => ![...settings, ...comingSettings].includes(name))).toEqual([]);
  expect(outputs.sort()).toEqual([
    'REDSHIFT_COPY_ROLE',
    'REDSHIFT_WORKGROUP',
    'S3_BUCKET',
    'S3_REGION',
    'WAREHOUSE_URL',
  ]);
});
