// Bundles the project in the current folder: src/main.ts -> dist/main.js. Workspace libraries go into the bundle;
// native modules cannot, so they stay imports. A page for browsers, where there is one: src/page -> dist/page.
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';

// Node keeps the whole source map in memory from the start on: pino asks who called it, which has it parsed. With all
// packages in it that is 66 MB of the loader. So only our own code is mapped; a frame in a package has its file, no line.
/** @type {import('esbuild').Plugin} */
const mapOwnCodeOnly = {
  name: 'map-own-code-only',
  setup({ onLoad }) {
    onLoad({ filter: /\/node_modules\/.+\.[cm]?js$/ }, ({ path }) => {
      const map = { version: 3, sources: [`${basename(path)} (line not kept)`], mappings: 'AAAA' };
      const url = `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
      return { contents: `${readFileSync(path, 'utf8')}\n//# sourceMappingURL=${url}`, loader: 'default' };
    });
  },
};

if (existsSync('src/page')) await buildPage();

const { metafile } = await build({
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.js',
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  plugins: [mapOwnCodeOnly],
  external: ['pg-native', '@duckdb/node-api'],
  // Its main file is UMD, which asks for its parts in a way that cannot be followed.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  // CommonJS packages inside an ES module bundle still call require('events').
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});

// Migrations are SQL files, read from the folder beside their reader: beside the bundle, where it has come into that.
const warehouse = '../../infra/warehouse';
rmSync('dist/migrations', { recursive: true, force: true }); // a file renamed since would be a number there twice
if (`${warehouse}/migration-files.ts` in metafile.inputs)
  cpSync(`${warehouse}/migrations`, 'dist/migrations', { recursive: true });

// Without a source map: it would be as large as the page, and shown to whoever asks.
async function buildPage() {
  await build({
    entryPoints: [
      { in: 'src/page/main.tsx', out: 'app' },
      { in: 'src/page/style/app.css', out: 'app' },
    ],
    outdir: 'dist/page',
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['chrome123', 'firefox128', 'safari17.5'], // the first with light-dark() in CSS
    format: 'esm',
  });
  cpSync('src/page/index.html', 'dist/page/index.html');
}
