import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Chromium, whyItDoesNotRun } from './chromium.ts';
import { fetchChromium } from './fetch-chromium.ts';
import { type Machine, type Way, waysToChromium } from './ways-to-chromium.ts';

/** A Chromium that runs here; fetched when it must be. @throws Error in one sentence that says what to install */
export async function findChromium(machine: Partial<Machine> = {}, fetch = fetchChromium): Promise<Chromium> {
  const { platform, arch, env } = process;
  const failures: string[] = [];
  for (const way of waysToChromium({ platform, arch, env, isThere: existsSync, ...machine })) {
    const tried = await tryWay(way, fetch);
    if (tried.kind === 'runs') return tried.chromium;
    failures.push(tried.why);
  }
  throw new Error(
    `Chromium is needed to test pages, and ${failures.join(', and ')}: install it ` +
      '(Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask google-chrome), ' +
      'or set CHROMIUM_PATH to its program, and run this again.',
  );
}

type Tried = { kind: 'runs'; chromium: Chromium } | { kind: 'fails'; why: string };

async function tryWay(way: Way, fetch: typeof fetchChromium): Promise<Tried> {
  if (way.kind === 'closed') return { kind: 'fails', why: way.why };
  try {
    const choices = way.kind === 'fetched' ? inFolder(await fetch()) : [{ program: way.program, env: {} }];
    return await firstThatRuns(choices);
  } catch (error) {
    return { kind: 'fails', why: (error as Error).message };
  }
}

// With the machine's libraries if it has all, else with those that were fetched along.
function inFolder(folder: string): Chromium[] {
  const program = join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  return [fonts, { ...fonts, ...libraries }].map((env) => ({ program, env }));
}

async function firstThatRuns(choices: Chromium[]): Promise<Tried> {
  let why = '';
  for (const chromium of choices) {
    const failure = await whyItDoesNotRun(chromium);
    if (failure === null) return { kind: 'runs', chromium };
    why = failure;
  }
  return { kind: 'fails', why };
}
