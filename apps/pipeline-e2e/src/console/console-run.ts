import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page, startBrowser, type TestBrowser } from '@cdr/browser';
import { freePort } from '@cdr/infra';
import { startScript } from '@cdr/testing';
import { type Home, makeHome, npmStart, root, type Start } from '../npm-start.ts';

/** What `npm run audit -- --json` prints, as far as pages are compared with it. */
export interface AuditReport {
  holds: boolean;
  partitions: {
    raw: { records: number; clean: number; dead: number; deadByReason: Record<string, number> };
    clean: { loaded: number; refusedByReason: Record<string, number> };
  }[];
}

/** A pipeline as `npm start` runs it, with its console, and a browser to look at it with. */
export interface ConsoleRun {
  home: Home;
  start: Start;
  brokers: string;
  warehouse: string;
  /** Where the console answers, without a slash behind. */
  url: string;
  /** A new page, apart from all others, with what went wrong in it. */
  open(hash: string, look?: Look): Promise<OpenPage>;
  audit(): Promise<AuditReport>;
  /** One more console on the same pipeline, with settings of its own; resolves to its URL. */
  startConsole(more: Record<string, string>): Promise<string>;
  /** Ends all of it. */
  stop(): Promise<void>;
}

export interface Look {
  /** Another console's URL. */
  at?: string;
  width?: number;
  theme?: 'light' | 'dark';
}

export interface OpenPage {
  page: Page;
  /** Errors of scripts, and what the browser refused by the page's policy. */
  wrongs: string[];
  close(): Promise<void>;
}

/** Publishes made-up calls, waits until each is loaded or a dead letter, and keeps the pipeline up. */
export async function startConsoleRun(
  args: string[],
  more: Record<string, string> = {},
): Promise<ConsoleRun> {
  const home = await makeHome();
  const start = npmStart(home, [...args, '--until-loaded', '--keep', '--json'], more);
  let browser: TestBrowser | undefined;
  try {
    const { warehouse } = await start.json();
    await start.says('Holding');
    browser = await startBrowser();
    const opened = browser;
    const url = `http://localhost:${home.env['CONSOLE_PORT']}`;
    const brokers = `localhost:${home.env['KAFKA_PORT']}`;
    return {
      ...{ home, start, brokers, warehouse, url },
      open: (hash, look) => openPage(opened, `${look?.at ?? url}/#/${hash}`, look),
      audit: () => audit(home),
      async startConsole(more) {
        const port = await freePort();
        const ports = { CONSOLE_PORT: String(port), CONSOLE_METRICS_PORT: '0' };
        const env = { ...envOf(home), ...ports, ...more, CDR_LOCAL_DIR: home.folder };
        await startScript(join(root, 'apps/console/dist/main.js'), { env }).says('the console answers');
        return `http://localhost:${port}`;
      },
      stop: () => stop(home, opened),
    };
  } catch (error) {
    await stop(home, browser);
    throw error;
  }
}

/** What a page shows when it has its answer, or needs none; not there while it is loading. */
export function contentOf(page: Page) {
  return page.locator('.page-body, .notice').first();
}

async function stop(home: Home, browser: TestBrowser | undefined): Promise<void> {
  await browser?.close();
  await home.remove();
}

async function openPage(browser: TestBrowser, url: string, { width = 1280, theme = 'light' }: Look = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const wrongs: string[] = [];
  page.on('pageerror', ({ message }) => wrongs.push(message));
  page.on('console', (said) => {
    if (said.type() === 'error') wrongs.push(said.text());
  });
  await page.goto(url);
  return { page, wrongs, close: () => context.close() };
}

const operations = join(root, 'apps/operations/src/main.ts');

async function audit(home: Home): Promise<AuditReport> {
  const { ended, lines } = startScript(operations, { args: ['audit', '--json'], env: envOf(home) });
  const { stderr } = await ended;
  const report = lines.at(-1) as unknown as AuditReport | undefined;
  if (report === undefined) throw new Error(`the audit said nothing: ${stderr}`);
  return report;
}

/** The variables of the file that npm start has written for other commands. */
function envOf(home: Home): Record<string, string> {
  const text = readFileSync(join(home.folder, 'env'), 'utf8');
  const lines = text.matchAll(/^export (\w+)='(.*)'$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name!, value!]));
}
