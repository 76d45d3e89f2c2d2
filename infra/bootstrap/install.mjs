import { whileAlone } from './alone.mjs';
import { fetchJars, partsWithoutJars } from './jars.mjs';
import { requireJava } from './java.mjs';
import { installPackages, packagesAreHere } from './packages.mjs';

/**
 * Installs npm packages and jars that are missing or outdated; quick and silent when nothing is. Throws Refusal.
 * @param {{ root: string, parts: boolean }} options
 */
export async function installWhatIsMissing({ root, parts }) {
  if (parts) requireJava(); // before the long steps: the person should not wait a minute for this news
  if (isComplete(root, parts)) return;
  await whileAlone(root, async () => {
    if (!packagesAreHere(root)) await installPackages(root);
    if (!parts) return;
    for (const part of partsWithoutJars(root)) await fetchJars(root, part);
  });
}

/**
 * @param {string} root
 * @param {boolean} parts
 */
function isComplete(root, parts) {
  return packagesAreHere(root) && (!parts || partsWithoutJars(root).length === 0);
}
