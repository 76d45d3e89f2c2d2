import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

// What is there for tests only.
const testFiles = [
  '**/*.test.ts',
  '**/*.fixture.ts',
  '**/src/testing/**/*.ts',
  'apps/{pipeline-e2e,simulator}/**/*.ts',
];

/**
 * Who may import whom: domain knows nothing, platform knows domain, apps know both, tests may also start real parts, and
 * tests of the whole drive apps with other ports than their own.
 */
function layers({ testing }) {
  const parts = testing ? ['layer:parts', 'layer:testing'] : [];
  const apps = testing ? ['layer:app'] : [];
  return [
    'error',
    {
      allow: [],
      depConstraints: [
        {
          sourceTag: 'layer:domain',
          onlyDependOnLibsWithTags: ['layer:domain', ...(testing ? ['layer:testing'] : [])],
          bannedExternalImports: ['kafkajs', 'kafkajs/*', 'pg', 'pg-*', '@aws-sdk/*', 'prom-client', 'pino'],
        },
        {
          sourceTag: 'layer:platform',
          onlyDependOnLibsWithTags: ['layer:platform', 'layer:domain', ...parts],
        },
        {
          sourceTag: 'layer:parts',
          onlyDependOnLibsWithTags: ['layer:parts', 'layer:platform', 'layer:domain', ...parts],
        },
        { sourceTag: 'layer:app', onlyDependOnLibsWithTags: ['layer:platform', 'layer:domain', ...parts] },
        {
          sourceTag: 'layer:operations',
          onlyDependOnLibsWithTags: ['layer:platform', 'layer:domain', 'layer:parts', ...parts],
        },
        {
          sourceTag: 'layer:launcher',
          onlyDependOnLibsWithTags: [
            ...['layer:launcher', 'layer:operations', 'layer:platform', 'layer:domain', 'layer:parts'],
            ...parts,
            ...apps,
          ],
        },
        { sourceTag: 'layer:testing', onlyDependOnLibsWithTags: ['layer:testing'] },
      ],
    },
  ];
}

export default tseslint.config(
  { ignores: ['**/dist', '**/out-tsc', '**/test-results', '**/.nx', '**/.local', '**/node_modules'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  prettier,
  {
    plugins: { '@nx': nx },
    rules: {
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: testFiles,
    rules: { '@nx/enforce-module-boundaries': layers({ testing: false }) },
  },
  {
    files: testFiles,
    rules: { '@nx/enforce-module-boundaries': layers({ testing: true }) },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        Buffer: 'readonly',
      },
    },
    rules: { 'no-console': 'off' },
  },
);
