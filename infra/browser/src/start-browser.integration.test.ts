import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAlive, startScript, until } from '@cdr/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pidOf } from './browser-pid.fixture.ts';
import { pageOf, type PageServer, servePages } from './serve-page.fixture.ts';
import { startBrowser, type TestBrowser } from './start-browser.ts';

const files = {
  '/': pageOf(`
    <p id="count">0</p>
    <button>Count</button>
    <script src="/count.js"></script>
    <script>document.querySelector('h1').textContent = 'A script of the page itself ran'</script>`),
  '/count.js': `
    const count = document.querySelector('#count');
    document.querySelector('button').addEventListener('click', () => (count.textContent = 'clicked'));`,
};

describe('a page with a strict policy', () => {
  let server: PageServer;
  let browser: TestBrowser;
  beforeAll(async () => {
    server = await servePages(files);
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test('is read, clicked and pictured', async () => {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Count' }).click();
    expect(await page.textContent('#count')).toBe('clicked');
    const picture = await page.screenshot();
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    await page.close();
  });

  test('is held to its policy, as it is by a user’s browser', async () => {
    const page = await browser.newPage();
    const told: string[] = [];
    page.on('console', (message) => told.push(message.text()));
    await page.goto(server.url);
    expect(await page.textContent('h1')).toBe('A page');
    expect(told).toEqual([expect.stringContaining('Content Security Policy')]);
    await page.close();
  });
});

describe('nothing is left running', () => {
  test('of a browser that is closed', async () => {
    const browser = await startBrowser();
    const pid = await pidOf(browser);
    await browser.close();
    expect(isAlive(pid)).toBe(false);
  });

  test('of one whose test was killed', async () => {
    const { HOME = '', CHROMIUM_PATH = '' } = process.env;
    const folder = mkdtempSync(join(tmpdir(), 'killed-test-')); // for the profile, which nobody deletes then
    const leaving = fileURLToPath(new URL('./leave-browser.fixture.ts', import.meta.url));
    const script = startScript(leaving, { env: { HOME, CHROMIUM_PATH, TMPDIR: folder } });
    await script.says('started');
    const pid = Number(script.lines[0]!['pid']);
    expect(isAlive(pid)).toBe(true);
    script.child.kill('SIGKILL');
    await until(() => !isAlive(pid), { what: 'the browser is gone', withinMs: 10_000 });
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
});
