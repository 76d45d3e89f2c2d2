import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findViolations, type Page } from '@cdr/browser';
import { defaultTopics } from '@cdr/call-record';
import { until } from '@cdr/testing';
import { askWarehouse, withKafka } from '../look-inside.ts';
import { type AuditReport, type ConsoleRun, contentOf, type Look, startConsoleRun } from './console-run.ts';

let run: ConsoleRun;
let report: AuditReport;

beforeAll(async () => {
  run = await startConsoleRun(['--count', '3000', '--rate', 'max'], {
    GENERATOR_SEED: '21',
    GENERATOR_BAD_SHARE: '0.04',
    GENERATOR_DUPLICATE_SHARE: '0.02',
  });
  report = await run.audit();
});
afterAll(() => run?.stop());

/** Sums a figure of each partition. */
function sumOf(figure: (partition: AuditReport['partitions'][number]) => number): number {
  return report.partitions.reduce((sum, partition) => sum + figure(partition), 0);
}

function deadBy(reason: string): number {
  return sumOf(({ raw, clean }) => (raw.deadByReason[reason] ?? 0) + (clean.refusedByReason[reason] ?? 0));
}

/** What a table's row says, by the name it begins with: numbers without their commas. */
async function cellsOf(page: Page, name: string): Promise<string[]> {
  const cells = await page
    .getByRole('row')
    .filter({ hasText: name })
    .first()
    .locator('th, td')
    .allInnerTexts();
  return cells.map((text) => text.replaceAll(',', '').trim());
}

const pages = ['flow', 'quality', 'letters', 'loads', 'trace', 'topics', 'schemas', 'calls', 'actions'];

/** One of each of what has a page of its own. */
async function onesOf(): Promise<string[]> {
  const ask = async <T>(path: string) => (await (await fetch(`${run.url}${path}`)).json()) as T;
  const { letters } = await ask<{ letters: { partition: number; offset: number }[] }>('/api/letters');
  const { batches } = await ask<{ batches: { batchId: string }[] }>('/api/loads');
  const [row] = await askWarehouse(run.warehouse, 'SELECT caller_id FROM telecom.telecom_data LIMIT 1');
  return [
    `trace?number=${encodeURIComponent(String(row!['caller_id']))}`,
    `letters/${letters[0]!.partition}/${letters[0]!.offset}`,
    `loads/${batches[0]!.batchId}`,
    'trace?row=1/0',
    `topics/${defaultTopics.raw}?partition=1&offset=0`,
  ];
}

async function expectFaultless(hash: string, look: Look): Promise<void> {
  const { page, wrongs, close } = await run.open(hash, look);
  await contentOf(page).waitFor();
  expect([hash, await findViolations(page)]).toEqual([hash, []]);
  expect([hash, await page.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([
    hash,
    true,
  ]);
  expect([hash, wrongs]).toEqual([hash, []]);
  await close();
}
const looks = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 390 },
] as const;

describe.each(looks)('in $theme on $width pixels', (look) => {
  test.each(pages)('the page %s has no serious fault for those who see or steer otherwise', async (hash) => {
    await expectFaultless(hash, look);
  });

  test('nor has that of one letter, batch, record, number or partition', async () => {
    for (const hash of await onesOf()) await expectFaultless(hash, look);
  });
});

test('flow says that all is well, and holds what the audit holds', async () => {
  expect(report.holds).toBe(true);
  const { page, close } = await run.open('flow');
  await page.getByText('All is well').waitFor();
  for (const held of [
    sumOf(({ raw }) => raw.records),
    sumOf(({ raw }) => raw.clean),
    sumOf(({ raw }) => raw.dead),
  ])
    await page.getByText(`Held ${held.toLocaleString('en-US')}`).waitFor();
  await close();
});

test('quality counts letters by reason as the audit does', async () => {
  const { page, close } = await run.open('quality');
  await page.getByText('Reasons', { exact: true }).waitFor();
  const reasons = ['oversize', 'malformed', 'schema', 'quality', 'duplicate', 'conflict', 'load'];
  const expected = reasons
    .map((reason) => [reason, deadBy(reason)] as const)
    .filter(([, letters]) => letters > 0);
  expect(expected.length).toBeGreaterThan(3);
  for (const [reason, letters] of expected) {
    const [, shown] = await cellsOf(page, `${reason} `);
    expect([reason, shown]).toEqual([reason, String(letters)]);
  }
  const bad = expected
    .filter(([reason]) => reason !== 'duplicate')
    .reduce((sum, [, letters]) => sum + letters, 0);
  await page
    .getByText(`${bad} bad records of ${sumOf(({ raw }) => raw.records).toLocaleString('en-US')} received`)
    .waitFor();
  await close();
});

test('loads sum up to the rows of the table', async () => {
  const rows = await askWarehouse(run.warehouse, 'SELECT count(*) AS rows FROM telecom.telecom_data');
  const answer = await fetch(`${run.url}/api/loads`);
  const { batches } = (await answer.json()) as { batches: { batchId: string; loaded: number }[] };
  expect(batches.reduce((sum, { loaded }) => sum + loaded, 0)).toBe(Number(rows[0]!['rows']));
  const { page, close } = await run.open('loads');
  await page.getByRole('table').first().getByRole('link').first().click();
  await page.getByText(batches[0]!.batchId).first().waitFor();
  await page.getByText('.parquet').first().waitFor();
  await close();
});

test('a row is traced from its call id to its bytes', async () => {
  const [row] = await askWarehouse(
    run.warehouse,
    'SELECT call_id, raw_partition, raw_offset FROM telecom.telecom_data ORDER BY raw_offset DESC LIMIT 1',
  );
  const { page, close } = await run.open(`trace?call=${row!['call_id']}`);
  await page.getByText('It is in the table').waitFor();
  for (const step of [
    'Row in the table',
    'Batch that loaded it',
    'File on S3',
    'Record in clean',
    'Record in raw',
  ])
    await page.getByText(step).first().waitFor();
  await page.getByText('manifest.json').first().waitFor();
  await close();
});

test('calls of a number are listed as the table has them, and each leads to its bytes, which are revealed', async () => {
  const of = (number: string) => `caller_id = '${number}' OR receiver_id = '${number}'`;
  const [row] = await askWarehouse(
    run.warehouse,
    'SELECT caller_id, raw_partition, raw_offset FROM telecom.telecom_data ORDER BY raw_offset LIMIT 1',
  );
  const number = String(row!['caller_id']);
  const [{ calls }] = (await askWarehouse(
    run.warehouse,
    `SELECT count(*) AS calls FROM telecom.telecom_data WHERE ${of(number)}`,
  )) as [{ calls: unknown }];
  const { page, close } = await run.open(`trace?number=${encodeURIComponent(number)}`);
  const place = page.getByRole('link', {
    name: `${row!['raw_partition']}/${row!['raw_offset']}`,
    exact: true,
  });
  await place.waitFor();
  const { length: listed } = await page.getByRole('rowheader').all();
  expect([listed, await page.getByText(number).count()]).toEqual([Number(calls), 0]);
  await place.click();
  await page.getByText('It is in the table').waitFor();
  await page.getByRole('button', { name: 'Reveal names and numbers' }).click();
  await page.getByText(number).first().waitFor();
  await close();
});

test('topics hold what Kafka holds, and their records are looked through by a field', async () => {
  const ends = await withKafka(run.brokers, (kafka) => kafka.offsets(defaultTopics.dlq));
  const { page, close } = await run.open(
    `topics/${defaultTopics.raw}?partition=1&offset=0&field=network_provider&value=Verizon`,
  );
  await page.getByText('Verizon').first().waitFor();
  await page.goto(`${run.url}/#/topics`);
  for (const { end } of ends.filter(({ end }) => end > 0))
    await page
      .getByRole('cell', { name: String(end), exact: true })
      .first()
      .waitFor();
  await close();
});

test('schemas are those of the registry, with what has changed', async () => {
  const { page, close } = await run.open('schemas');
  await page.getByText('call_status').first().waitFor();
  await page.getByText('BACKWARD_TRANSITIVE').first().waitFor();
  await close();
});

test('calls sum up to the revenue in the table', async () => {
  const rows = await askWarehouse(
    run.warehouse,
    'SELECT network_provider, sum(total_amount) AS revenue FROM telecom.telecom_data GROUP BY 1 ORDER BY 2 DESC LIMIT 1',
  );
  const { page, close } = await run.open('calls');
  await until(
    async () => (await cellsOf(page, rows[0]!['network_provider']!)).includes(rows[0]!['revenue']!),
    {
      what: 'the view is asked again',
      withinMs: 60_000,
    },
  );
  await close();
});
