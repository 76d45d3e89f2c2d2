import { readFileSync } from 'node:fs';

/** A file of the page. */
export interface PageFile {
  body: Buffer;
  type: string;
}

const files: Record<string, { file: string; type: string }> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/app.js': { file: 'app.js', type: 'text/javascript; charset=utf-8' },
  '/app.css': { file: 'app.css', type: 'text/css; charset=utf-8' },
};

/** The page as the build made it, by path. @throws when it was not built */
export function readPageFiles(folder: URL): Map<string, PageFile> {
  return new Map(
    Object.entries(files).map(([path, { file, type }]) => [
      path,
      { body: readFileSync(new URL(file, folder)), type },
    ]),
  );
}
