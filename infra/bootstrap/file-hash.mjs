import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * SHA-256 of a file's bytes, hexadecimal.
 * @param {string} file
 */
export function fileHash(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/**
 * Whether a stamp file holds exactly this text; a missing stamp does not.
 * @param {string} stamp
 * @param {string} text
 */
export function isStamped(stamp, text) {
  try {
    return readFileSync(stamp, 'utf8') === text;
  } catch {
    return false;
  }
}
