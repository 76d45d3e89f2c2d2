import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileHash, isStamped } from './file-hash.mjs';
import { runLoudly } from './run-loudly.mjs';
import { Refusal } from './tell.mjs';

/** The parts that run on Java, by their folder in infra, and the goal by which Maven puts them into libs. */
const javaParts = [
  { folder: 'kafka', name: 'Apache Kafka', goal: 'copy-dependencies' },
  { folder: 'object-store', name: 'the S3 server', goal: 'copy-dependencies' },
  { folder: 'registry', name: 'the schema registry', goal: 'unpack-dependencies' },
];

/** @typedef {{ folder: string, name: string, goal: string }} JavaPart */

/**
 * The parts whose jars are not the ones their pom.xml asks for.
 * @param {string} root
 * @returns {JavaPart[]}
 */
export function partsWithoutJars(root) {
  return javaParts.filter(({ folder }) => {
    const { pom, libs } = places(root, folder);
    return !isStamped(join(libs, '.complete'), fileHash(pom));
  });
}

/**
 * Fetches a part's jars with Maven, in place of older ones; throws Refusal if Maven is missing or fails.
 * @param {string} root
 * @param {JavaPart} part
 */
export async function fetchJars(root, { folder, name, goal }) {
  const { home, pom, libs } = places(root, folder);
  const partial = `${libs}.partial`; // renamed when complete, so that an interrupted run leaves nothing half
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  const order = [`dependency:${goal}`, `-DoutputDirectory=${partial}`, '-DincludeScope=runtime'];
  const what = `Fetching ${name} with Maven (once, about a minute)`;
  const code = await runLoudly('mvn', ['-q', '-B', '-Dstyle.color=never', ...order], { cwd: home, what });
  if (code === undefined) {
    throw new Refusal(
      `Maven is needed once, to fetch ${name}, and was not found: install it ` +
        '(Debian and Ubuntu: apt-get install maven; macOS: brew install maven) and run this again.',
    );
  }
  if (code !== 0) {
    throw new Refusal(
      `Maven could not fetch ${name} (exit code ${code}, its message is above): check the network, or the proxy ` +
        "in Maven's settings.xml, and run this again.",
    );
  }
  writeFileSync(join(partial, '.complete'), fileHash(pom));
  rmSync(libs, { recursive: true, force: true });
  renameSync(partial, libs);
}

/**
 * @param {string} root
 * @param {string} folder
 */
function places(root, folder) {
  const home = join(root, 'infra', folder);
  return { home, pom: join(home, 'pom.xml'), libs: join(home, 'libs') };
}
