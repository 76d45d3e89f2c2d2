import unit from './jest.preset.js';

/** Integration tests: real Kafka, S3 server and PostgreSQL, started by the tests on free ports. */
export default {
  ...unit,
  testMatch: ['**/*.integration.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
};
