import { getMetricsFromIterator, type PromData, type PromHistogramData } from 'prom2javascript';

type Labels = Record<string, string>;

/** A metric as a scrape shows it: its type and its series. */
export interface Scraped {
  type: string;
  series: { labels: Labels; value: number }[];
}

/** What a worker shows, by metric; a histogram has its count for value, and one series for each set of labels. */
export interface Scrape {
  metrics: ReadonlyMap<string, Scraped>;
  /** Lines with a value. */
  lines: number;
  /** The sum over the series that have these labels. */
  sum(name: string, labels?: Labels): number;
}

/** Asks a worker of this machine for its metrics. @throws when the text is not of Prometheus's format */
export async function scrape(port: string): Promise<Scrape> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  const lines = (await answer.text()).split('\n');
  const parsed = await getMetricsFromIterator(lines.values());
  const metrics = new Map(
    Object.entries(parsed).map(([name, { type, data }]) => [name, { type, series: data.map(seriesOf) }]),
  );
  function sum(name: string, labels: Labels = {}): number {
    const found = metrics.get(name)?.series.filter((one) => hasLabels(one.labels, labels)) ?? [];
    return found.reduce((total, { value }) => total + value, 0);
  }
  return { metrics, lines: lines.filter((line) => line !== '' && !line.startsWith('#')).length, sum };
}

function seriesOf(data: PromData | PromHistogramData | object): { labels: Labels; value: number } {
  const { labels, ...figures } = data as PromData | PromHistogramData;
  return { labels, value: 'count' in figures ? figures.count : figures.value };
}

function hasLabels(labels: Labels, asked: Labels): boolean {
  return Object.entries(asked).every(([label, value]) => labels[label] === value);
}
