import { readFileSync } from 'node:fs';

/** The version in the package.json above a worker's main file, `src/main.ts` or `dist/main.js`; pass `import.meta.url`. */
export function packageVersion(mainUrl: string): string {
  const file = readFileSync(new URL('../package.json', mainUrl), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
