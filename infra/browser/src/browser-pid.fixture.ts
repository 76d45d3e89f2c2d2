import type { TestBrowser } from './start-browser.ts';

/** The pid of the browser's first process, which ends all others. */
export async function pidOf(browser: TestBrowser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.find(({ type }) => type === 'browser')!.id;
}
