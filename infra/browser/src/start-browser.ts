import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

/** A browser without a window. `newPage` opens one apart from all others; `close` ends it with its processes. */
export type TestBrowser = Browser;

/**
 * Starts a real Chromium, which the first use fetches. It ends when our process does, however ours ends: Playwright talks to it
 * through a pipe, and it does not outlive that. @throws Error in one sentence when there is none and none can be fetched
 */
export async function startBrowser(): Promise<TestBrowser> {
  const { program, env } = await findChromium();
  return chromium.launch({
    executablePath: program,
    env: { ...process.env, ...env },
    args: quiet,
    // It refuses to run as root, and where users may not make namespaces; the pages are our own.
    chromiumSandbox: false,
  });
}

// It talks to the pages' servers and to nobody else; nothing here makes it more lenient with pages than a user's is.
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];
