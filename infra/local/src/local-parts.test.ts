import { expect, test } from '@jest/globals';
import { partsEnvironment } from './local-parts.ts';

const kafka = { brokers: 'localhost:1' };
const store = { endpoint: 'http://127.0.0.1:2', accessKeyId: 'local', secretAccessKey: 'local-secret' };
const registry = { url: 'http://127.0.0.1:3' };
const warehouse = { url: 'postgres://127.0.0.1:4', password: 'secret', copyRole: undefined };

test("workers are pointed at these parts, and nothing of the user's own parts is left to them", () => {
  const own = {
    SCHEMA_REGISTRY_URL: 'https://registry.example',
    SCHEMA_REGISTRY_USER: 'me',
    SCHEMA_REGISTRY_PASSWORD: 'mine',
    SCHEMA_REGISTRY_PASSWORD_FILE: '/run/secrets/registry',
    S3_SECRET_ACCESS_KEY_FILE: '/run/secrets/s3',
    WAREHOUSE_PASSWORD_FILE: '/run/secrets/warehouse',
    REDSHIFT_WORKGROUP: 'mine',
  };
  const given = { ...own, ...partsEnvironment({ kafka, store, registry, warehouse }) };
  const left = Object.entries(given).filter(([, value]) => value !== undefined);
  expect(Object.fromEntries(left)).toEqual({
    KAFKA_BROKERS: 'localhost:1',
    S3_ENDPOINT: 'http://127.0.0.1:2',
    S3_ACCESS_KEY_ID: 'local',
    S3_SECRET_ACCESS_KEY: 'local-secret',
    SCHEMA_REGISTRY_URL: 'http://127.0.0.1:3',
    WAREHOUSE_URL: 'postgres://127.0.0.1:4',
    WAREHOUSE_PASSWORD: 'secret',
  });
});
