import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startBrowser, type TestBrowser } from '@cdr/browser';
import { until } from '@cdr/testing';
import { makeHome, npmStart } from '../npm-start.ts';
import { contentOf } from './console-run.ts';
import { ask } from './time-pages.ts';

// The pictures of docs/console, out of a pipeline with made-up calls:
//   node apps/pipeline-e2e/src/console/take-screenshots.ts docs/console

interface Flow {
  topics: { raw: { held: number } };
  stages: { validator: { status: string } };
}

interface Letter {
  partition: number;
  offset: number;
  rawOffset: number;
  stage: string;
}

const generator = {
  GENERATOR_SEED: '3',
  GENERATOR_BAD_SHARE: '0.03',
  GENERATOR_DUPLICATE_SHARE: '0.01',
  GENERATOR_SCHEMA: 'mix',
};
const enough = 5_000;
const tallest = 1_100;
const themes = ['light', 'dark'] as const;

const folder = resolve(process.argv[2] ?? 'docs/console');
const home = await makeHome();
let browser: TestBrowser | undefined;
try {
  npmStart(home, ['--rate', '40'], generator);
  const url = `http://localhost:${home.env['CONSOLE_PORT']}`;
  await until(() => holdsEnough(url), { what: `${enough} records`, withinMs: 300_000, everyMs: 1_000 });
  const pages = await pagesOf(url);
  browser = await startBrowser();
  mkdirSync(folder, { recursive: true });
  for (const theme of themes)
    for (const [name, hash] of Object.entries(pages)) await take(browser, `${url}/#/${hash}`, theme, name);
  const opened = browser;
  await whileFrozen(home.worker('validator')!.pid, url, async () => {
    for (const theme of themes) await take(opened, `${url}/#/flow`, theme, 'flow-broken');
  });
} finally {
  await browser?.close();
  await home.remove();
}

async function holdsEnough(url: string): Promise<boolean> {
  const flow = await ask<Flow>(`${url}/api/flow`).catch(() => null);
  return (flow?.topics.raw.held ?? 0) >= enough;
}

/** A validator that hangs is thrown out of its group after a while, and that is seen. */
async function whileFrozen(pid: number, url: string, work: () => Promise<void>): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  try {
    const what = 'the console says STOP';
    await until(async () => (await ask<Flow>(`${url}/api/flow`)).stages.validator.status === 'STOP', {
      what,
      withinMs: 90_000,
    });
    await work();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

/** Does a little as operator, so that lists are not empty, and says what to look at. */
async function pagesOf(url: string): Promise<Record<string, string>> {
  const { letters } = await ask<{ letters: Letter[] }>(`${url}/api/letters?rule=ends-after-start`);
  const { batches } = await ask<{ batches: { batchId: string }[] }>(`${url}/api/loads`);
  const letter = letters[0]!;
  const place = `${letter.partition}/${letter.offset}`;
  await tell(`${url}/api/letters/${place}`, {});
  const { id } = await tell<{ id: number }>(`${url}/api/redrive/look`, {
    query: { reason: 'schema' },
    limit: 3,
  });
  await until(
    async () => (await ask<{ job: { phase: string } }>(`${url}/api/redrive`)).job.phase === 'looked',
  );
  await tell(`${url}/api/redrive/send`, { id, note: 'the source sends numbers as numbers again' });
  return {
    flow: 'flow',
    quality: 'quality',
    letters: 'letters',
    letter: `letters/${place}`,
    loads: 'loads',
    batch: `loads/${batches[3]!.batchId}`,
    trace: 'trace?row=2/100',
    topics: 'topics',
    records: 'topics/telecom-data.raw?partition=2&offset=100',
    schemas: 'schemas',
    calls: 'calls',
    actions: 'actions',
  };
}

async function tell<T>(url: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

async function take(browser: TestBrowser, url: string, theme: 'light' | 'dark', name: string): Promise<void> {
  const viewport = { width: 1_280, height: 800 };
  const page = await browser.newPage({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
  await page.goto(url);
  await contentOf(page).waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined); // a page that polls is never idle for long
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.setViewportSize({ width: viewport.width, height: Math.min(height, tallest) });
  await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
  await page.close();
}
