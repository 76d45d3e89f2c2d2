import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Refusal } from './tell.mjs';

const oldest = 17; // what Kafka 4's broker is compiled for

/** Makes sure that a Java new enough for Kafka is here; throws Refusal. */
export function requireJava() {
  const home = process.env['JAVA_HOME'];
  const command = home ? join(home, 'bin', 'java') : 'java';
  const { stderr = '' } = spawnSync(command, ['-version'], { encoding: 'utf8' }); // it tells its version on stderr
  const major = javaMajor(stderr ?? '');
  if (major !== undefined && major >= oldest) return;
  const found =
    major === undefined
      ? `was not found (tried ${command})`
      : `is too old here (${command} is Java ${major})`;
  throw new Refusal(
    `Java ${oldest} or newer is needed for Kafka, the S3 server and the schema registry, and ${found}: install it ` +
      '(Debian and Ubuntu: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@17), ' +
      'or point JAVA_HOME at one, and run this again.',
  );
}

/**
 * The major version in what `java -version` says (8 for "1.8.0_402"); undefined if it says none.
 * @param {string} said
 * @returns {number | undefined}
 */
export function javaMajor(said) {
  const found = /version "(?:1\.)?(\d+)/.exec(said);
  return found ? Number(found[1]) : undefined;
}
