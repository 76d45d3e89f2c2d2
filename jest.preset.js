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

/** Unit tests: no network, no child process, milliseconds each. */
export default {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.integration\\.test\\.ts$'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  globalSetup: fileURLToPath(new URL('./jest.host-zone.js', import.meta.url)),
};
