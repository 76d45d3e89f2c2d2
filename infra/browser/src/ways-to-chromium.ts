import { delimiter, join } from 'node:path';

/** What decides which Chromium to take. */
export interface Machine {
  platform: string;
  arch: string;
  env: { CHROMIUM_PATH?: string | undefined; PATH?: string | undefined };
  isThere(file: string): boolean;
}

/** A way to a Chromium: by npm, one that is installed, or one that is closed, and why. */
export type Way =
  { kind: 'fetched' } | { kind: 'installed'; program: string } | { kind: 'closed'; why: string };

/** The ways to a Chromium, in the order in which to try them: what the person names; the same one for all; any. */
export function waysToChromium({ platform, arch, env, isThere }: Machine): Way[] {
  if (env.CHROMIUM_PATH) return [{ kind: 'installed', program: env.CHROMIUM_PATH }];
  const fetched: Way =
    platform === 'linux' && arch === 'x64'
      ? { kind: 'fetched' }
      : { kind: 'closed', why: `npm brings none for ${platform}-${arch}` };
  const installed = usualPrograms(env.PATH ?? '')
    .filter(isThere)
    .map((program): Way => ({ kind: 'installed', program }));
  return [
    fetched,
    ...(installed.length > 0 ? installed : [{ kind: 'closed', why: 'none is installed' } as const]),
  ];
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
// Not on the search path; not tried there yet.
const programsOfMacOs = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function usualPrograms(searchPath: string): string[] {
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '');
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...programsOfMacOs];
}
