import type { TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import type { WarehouseQuestions } from '../warehouse-questions.ts';
import type { HistoryPoint } from './history.ts';
import { see, valueOf } from './look.ts';
import { selectLoadedByMinute } from './statements.ts';

const minuteMs = 60_000;
const minutes = 60;

/**
 * The hour before the console was started, a point a minute: what came into the topics, by Kafka's index of times, and
 * what was loaded, by the ledger. A part that does not answer leaves its series empty.
 */
export async function recallHistory(
  kafka: Pick<Kafka, 'offsetsAt'>,
  topics: TopicNames,
  warehouse: WarehouseQuestions,
  now: number,
): Promise<HistoryPoint[]> {
  const newest = Math.floor(now / minuteMs) * minuteMs;
  const moments = Array.from({ length: minutes + 1 }, (_, n) => newest - (minutes - n) * minuteMs);
  const [raw, clean, dlq, loaded] = [
    await perMinute(kafka, topics.raw, moments),
    // A clean record carries the time of its raw record, so the two lines lie on each other where nothing was refused.
    await perMinute(kafka, topics.clean, moments),
    await perMinute(kafka, topics.dlq, moments),
    valueOf(await see(() => loadedByMinute(warehouse, moments[0]!))),
  ];
  return moments.slice(1).map((at, n) => ({
    at,
    rawPerMinute: raw?.[n] ?? null,
    cleanPerMinute: clean?.[n] ?? null,
    dlqPerMinute: dlq?.[n] ?? null,
    rowsPerSecond: loaded === undefined ? null : (loaded.get(at - minuteMs) ?? 0) / 60,
  }));
}

async function perMinute(
  kafka: Pick<Kafka, 'offsetsAt'>,
  topic: string,
  moments: readonly number[],
): Promise<number[] | undefined> {
  const seen = await see(async () => {
    const totals: number[] = [];
    for (const moment of moments) totals.push(sum(await kafka.offsetsAt(topic, moment)));
    return totals.slice(1).map((total, n) => Math.max(0, total - totals[n]!));
  });
  return valueOf(seen);
}

async function loadedByMinute(warehouse: WarehouseQuestions, from: number): Promise<Map<number, number>> {
  const rows = await warehouse.ask<{ minute: string; row_count: string }>(
    'reading what was loaded in the last hour',
    selectLoadedByMinute,
    [new Date(from).toISOString().slice(0, 23).replace('T', ' ')],
  );
  return new Map(rows.map(({ minute, row_count: count }) => [Number(minute) * 1000, Number(count)]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
