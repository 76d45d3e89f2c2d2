import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findViolations } from './find-violations.ts';
import { pageOf, type PageServer, servePages } from './serve-page.fixture.ts';
import { startBrowser, type TestBrowser } from './start-browser.ts';

let server: PageServer;
let browser: TestBrowser;
beforeAll(async () => {
  server = await servePages({
    '/good': pageOf('<img src="/calls.png" alt="Calls of today">'),
    '/bad': pageOf('<img id="calls" src="/calls.png">'),
  });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function violationsOf(path: string): Promise<string[]> {
  const page = await browser.newPage();
  await page.goto(`${server.url}${path}`);
  const violations = await findViolations(page);
  await page.close();
  return violations;
}

test('a page that all can use has no violations', async () => {
  expect(await violationsOf('/good')).toEqual([]);
});

test('an image without a text is named, with its rule and its place', async () => {
  expect(await violationsOf('/bad')).toEqual(['image-alt: Images must have alternative text (#calls)']);
});
