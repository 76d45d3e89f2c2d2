// Bundles the project in the current folder: src/main.ts -> dist/main.js. Workspace libraries go into the bundle;
// native modules cannot, so they stay imports.
import { build } from 'esbuild';

await build({
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.js',
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  sourcemap: true,
  external: ['pg-native', '@duckdb/node-api'],
  // CommonJS packages inside an ES module bundle still call require('events').
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});
