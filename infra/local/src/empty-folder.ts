import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@cdr/worker';

/** In the folder of every `npm start` from its first moment on. */
export const passwordFile = 'warehouse-password';
const ours = ['kafka', 'object-store', 'registry', 'warehouse', 'scratch', 'logs'];

/**
 * Empties the state folder, by name: it may hold other things as well.
 * @throws ConfigError when what it would remove was not made by `npm start`
 */
export function emptyFolder(folder: string): void {
  const there = ours.filter((name) => existsSync(join(folder, name)));
  if (there.length > 0 && !existsSync(join(folder, passwordFile))) {
    throw new ConfigError([
      `--fresh would remove ${there.join(', ')} in ${folder}, which "npm start" has not made: nothing was removed. Name ` +
        'another folder in CDR_LOCAL_DIR, or remove them yourself',
    ]);
  }
  for (const name of [...ours, passwordFile]) rmSync(join(folder, name), { recursive: true, force: true });
}
