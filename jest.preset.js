import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Jest writes its result file there, but does not make the folder; the current folder is the project's.
mkdirSync('test-results', { recursive: true });

const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript' },
      target: 'es2023',
      experimental: { keepImportAttributes: true },
    },
    module: { type: 'es6' },
  },
];

/**
 * Unit tests: no part, no other machine. Most take milliseconds; a few start processes of their own or listen on this
 * machine, as what they test is just that.
 */
export default {
  testEnvironment: 'node',
  // A busy machine may take seconds to start a process; a test that hangs still ends.
  testTimeout: 30_000,
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.integration\\.test\\.ts$'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  globalSetup: fileURLToPath(new URL('./jest.host-zone.js', import.meta.url)),
};
