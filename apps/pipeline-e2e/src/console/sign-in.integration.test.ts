import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findViolations, type Page } from '@cdr/browser';
import { type ConsoleRun, startConsoleRun } from './console-run.ts';

let run: ConsoleRun;
let at: string;

beforeAll(async () => {
  run = await startConsoleRun(['--count', '100', '--rate', 'max'], { GENERATOR_BAD_SHARE: '0.2' });
  const passwords = { CONSOLE_OPERATOR_PASSWORD: 'open sesame', CONSOLE_VIEWER_PASSWORD: 'let me look' };
  at = await run.startConsole({ CONSOLE_HOST: '0.0.0.0', ...passwords });
});
afterAll(() => run?.stop());

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('where others can reach it nobody sees anything without a password', async () => {
  const { page, close } = await run.open('letters', { at });
  await page.getByLabel('Password').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await signIn(page, 'eve', 'guess');
  await page.getByText('This is not the password').waitFor();
  expect((await fetch(`${at}/api/letters`)).status).toBe(401);
  await close();
});

test('a viewer looks, and can neither reveal nor send', async () => {
  const { page, close } = await run.open('letters', { at });
  await signIn(page, 'vic', 'let me look');
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByText('Names and numbers are masked.').first().waitFor();
  expect(await page.getByRole('button', { name: /Reveal|Send|Edit/ }).count()).toBe(0);
  await close();
});

test('an operator reveals, and the list of actions has who it was', async () => {
  const { page, close } = await run.open('letters', { at });
  await signIn(page, 'ann', 'open sesame');
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Reveal names and numbers' }).click();
  await page.getByRole('button', { name: 'Mask again' }).waitFor();
  await page.goto(`${at}/#/actions`);
  await page.getByRole('row').filter({ hasText: 'ann' }).filter({ hasText: 'reveals' }).first().waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Password').waitFor();
  await close();
});
