import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { envFile } from './env-file.ts';

test('a shell that reads it has each variable as it was, and those without a value empty', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdr-env-'));
  try {
    const file = join(folder, 'env');
    writeFileSync(file, envFile({ PLAIN: 'a:1,b:2', HARD: `it's "$HOME" \`x\``, GONE: undefined }));
    const script = `. '${file}'; printf '%s|' "$PLAIN" "$HARD" "$GONE"`;
    const said = execFileSync('sh', ['-c', script], { env: { GONE: 'was set' }, encoding: 'utf8' });
    expect(said).toBe(`a:1,b:2|it's "$HOME" \`x\`||`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
