import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from '@cdr/browser';
import { defaultTopics } from '@cdr/call-record';
import { until } from '@cdr/testing';
import { askWarehouse, withKafka } from '../look-inside.ts';
import { type ConsoleRun, startConsoleRun } from './console-run.ts';

let run: ConsoleRun;

beforeAll(async () => {
  run = await startConsoleRun(['--count', '300', '--rate', 'max'], {
    GENERATOR_SEED: '22',
    GENERATOR_BAD_SHARE: '0.1',
    GENERATOR_DUPLICATE_SHARE: '0',
  });
});
afterAll(() => run?.stop());

const hostile = '<img src=x onerror="document.title = 1">';

/** A call with a name that is no name, and whatever is wrong with it. */
function call(wrong: Record<string, unknown> = {}): string {
  return JSON.stringify({
    caller_name: hostile,
    receiver_name: 'Grace',
    caller_id: '+12025550199',
    receiver_id: '+12125554321',
    start_datetime: '2023-05-12 10:00:00',
    end_datetime: '2023-05-12 10:01:00',
    call_duration: 60,
    network_provider: 'Verizon',
    total_amount: '0.05',
    ...wrong,
  });
}

/** Publishes records to partition 3 of raw; resolves to the offset of the first. */
function publish(...values: string[]): Promise<number> {
  return withKafka(run.brokers, async (kafka) => {
    const raw = await kafka.openPublisher(defaultTopics.raw);
    const [appended] = await raw.publish(
      3,
      values.map((value) => ({ key: '+12025550199', value })),
    );
    await raw.close();
    return appended!.baseOffset;
  });
}

function rowsAt(offset: number) {
  return askWarehouse(
    run.warehouse,
    `SELECT caller_name, call_duration FROM telecom.telecom_data WHERE raw_partition = 3 AND raw_offset = ${offset}`,
  );
}

/** Whether the page runs or draws what a record says. */
async function isHarmless(page: Page): Promise<boolean> {
  return (await page.locator('img').count()) === 0 && (await page.title()) !== '1';
}

test('a hostile record is shown as text, masked at first, and mended in the page it gets its row', async () => {
  const offset = await publish(call({ call_duration: -60 }));
  const { page, wrongs, close } = await run.open('letters');
  const letter = page.getByRole('link', { name: `3/${offset}`, exact: true });
  await until(async () => {
    await page.getByRole('button', { name: 'Look again' }).click();
    return letter.isVisible();
  });
  await letter.click();

  const record = page.getByRole('region', { name: 'The record', exact: true }).locator('pre');
  await record.waitFor();
  expect(await record.innerText()).not.toContain('onerror');
  expect(await record.locator('mark').innerText()).toBe('"call_duration":-60');
  await page.getByText('call_duration must be above 0 seconds').first().waitFor();

  await page.getByRole('button', { name: 'Reveal and edit' }).click();
  const text = page.getByLabel('The record to send');
  await text.waitFor();
  expect(await text.inputValue()).toContain(JSON.stringify(hostile));
  expect(await isHarmless(page)).toBe(true);

  await text.fill(call());
  await page.getByRole('textbox', { name: 'Why' }).fill('the switch has counted backwards');
  await page.getByRole('button', { name: 'Send this record' }).click();
  const ended = page.getByRole('region', { name: 'Edit and send again' }).getByRole('status');
  const place = await ended.filter({ hasText: 'Sent as' }).getByRole('link').innerText();
  const sentAs = await until(async () => {
    const [row] = await askWarehouse(
      run.warehouse,
      `SELECT raw_offset FROM telecom.telecom_data WHERE raw_partition = 3 AND raw_offset > ${offset}`,
    );
    return row === undefined ? null : Number(row['raw_offset']);
  });
  expect(place).toBe(`3/${sentAs}`);
  expect(await rowsAt(sentAs)).toEqual([{ caller_name: hostile, call_duration: '60' }]);

  await ended.getByRole('link').click();
  await page.getByText('It is in the table').waitFor();
  await page.getByText(`${defaultTopics.raw}/3/${offset}`).first().waitFor();
  await page.getByRole('button', { name: 'Reveal names and numbers' }).click();
  await page.getByText(hostile).first().waitFor();
  expect(await isHarmless(page)).toBe(true);

  await page.goBack();
  const successor = page.getByText('In its stead stands').getByRole('link');
  await until(async () => {
    await page.reload();
    await page.getByRole('heading', { name: `Dead letter: raw 3/${offset}` }).waitFor();
    return successor.isVisible();
  });
  expect(await successor.innerText()).toBe(place);
  await successor.click();
  await page.getByText('It is in the table').waitFor();

  await page.goto(`${run.url}/#/actions`);
  await page.getByText('sends a record back with another value').waitFor();
  await page.getByText('the switch has counted backwards').first().waitFor();
  await page.getByText('reveals names and numbers').first().waitFor();
  expect(wrongs).toEqual([]);
  await close();
});

test('letters are sent back as the dry run says, and not twice', async () => {
  const { page, wrongs, close } = await run.open('letters?reason=duplicate');
  await publish(call({ caller_name: 'Ada', caller_id: '+12025550142' }));
  await publish(call({ caller_name: 'Ada', caller_id: '+12025550142' }));
  await until(async () => {
    await page.getByRole('button', { name: 'Look again' }).click();
    return page.getByText('1 letter as asked').isVisible();
  });

  await page.getByRole('button', { name: 'Send these back…' }).click();
  await page.getByRole('button', { name: 'Show what would be sent' }).click();
  await page.getByText('Nothing is sent yet').waitFor();
  await page.getByLabel('Why').fill('to see that it stays a duplicate');
  await page.getByRole('button', { name: 'Send 1 record' }).click();
  await page.getByText('1 record sent. In raw now: 3/').waitFor();

  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Send these back…' }).click();
  await page.getByRole('button', { name: 'Show what would be sent' }).click();
  await page.getByText('Nothing is sent yet').waitFor();
  const sent = page.locator('.dry-run div').filter({ hasText: 'Sent before, and not again' });
  expect(await sent.innerText()).toContain('1');
  expect(wrongs).toEqual([]);
  await close();
});

test('whoever goes back from a letter finds the list as they left it; a link leads to the newest', async () => {
  await publish(...Array.from({ length: 130 }, (_, n) => call({ call_duration: -1 - n })));
  const hash = 'letters?rule=has-positive-duration&partition=3';
  const { page, wrongs, close } = await run.open(hash);
  await until(async () => {
    await page.getByRole('button', { name: 'Look again' }).click();
    return page.getByText(/^13\d letters as asked, the newest 50 shown/).isVisible();
  });
  const letters = page.getByRole('table').getByRole('link');
  const older = page.getByRole('button', { name: 'Load older' });
  await older.click();
  await until(async () => (await letters.count()) === 100);
  await older.click();
  await older.waitFor({ state: 'detached' });
  const all = await letters.allInnerTexts();

  await letters.nth(110).click();
  await page.getByRole('heading', { name: `Dead letter: raw ${all[110]}` }).waitFor();
  await page.goBack();
  await until(async () => (await page.evaluate('document.activeElement.innerText')) === all[110]);
  expect(await page.evaluate('document.activeElement.closest(".table-frame").scrollTop')).toBeGreaterThan(
    1_000,
  );
  expect(await letters.allInnerTexts()).toEqual(all);

  for (const elsewhere of ['letters?reason=malformed', hash]) await page.goto(`${run.url}/#/${elsewhere}`);
  await page.getByText(/^13\d letters as asked, the newest 50 shown/).waitFor();
  expect(wrongs).toEqual([]);
  await close();
});
