/** How long one view of the console takes, ms at the server and back on this machine. */
export interface PageTime {
  path: string;
  median: number;
  most: number;
}

interface Listed {
  letters: { partition: number; offset: number; rawOffset: number }[];
}

const rounds = 11;

/** Asks for each view as its page does. @throws when one is not answered */
export async function timePages(url: string): Promise<PageTime[]> {
  const { letters } = await ask<Listed>(`${url}/api/letters`);
  const { batches } = await ask<{ batches: { batchId: string }[] }>(`${url}/api/loads`);
  const letter = letters[letters.length >> 1]!;
  const records = '/api/topics/telecom-data.raw/records?partition=1';
  const paths = [
    '/',
    '/app.js',
    '/api/flow',
    '/api/flow/history',
    '/api/quality?hours=1',
    '/api/quality?hours=168',
    '/api/letters',
    '/api/letters?reason=quality&rule=text-fits',
    '/api/letters?text=Verizon',
    '/api/letters?text=not-to-be-found',
    `/api/letters/${letter.partition}/${letter.offset}`,
    '/api/redrive',
    '/api/actions',
    '/api/loads',
    `/api/loads/${batches[0]!.batchId}`,
    '/api/topics',
    records,
    `${records}&offset=1000`,
    `${records}&offset=1000&field=network_provider&value=Nobody`,
    `${records}&time=${Date.now() - 60_000}`,
    '/api/schemas',
    '/api/calls',
    `/api/trace?row=${letter.partition}/${letter.rawOffset}`,
    '/api/trace?row=2/1000',
  ];
  const searches = ['/api/trace?call=0123456789abcdef0123456789abcdef', '/api/trace?number=%2B12025550101'];
  const times: PageTime[] = [];
  for (const path of paths) times.push({ path, ...(await timeOne(`${url}${path}`)) });
  for (const path of searches) times.push(await timeSearch(url, path));
  return times;
}

/** Each answer of searches for what is not there, from the table's end to its beginning, as the page asks for them. */
async function timeSearch(url: string, path: string): Promise<PageTime> {
  const ms: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let from = '';
    for (;;) {
      const began = performance.now();
      const { next } = await ask<{ next: string | null }>(`${url}${path}${from}`);
      ms.push(performance.now() - began);
      if (next === null) break;
      from = `&from=${encodeURIComponent(next)}`;
    }
  }
  return { path: `${path}: each of ${(ms.length / rounds).toFixed(1)} answers`, ...middleOf(ms) };
}

async function timeOne(url: string): Promise<{ median: number; most: number }> {
  const ms: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await (await answered(url)).arrayBuffer();
    ms.push(performance.now() - began);
  }
  return middleOf(ms);
}

function middleOf(ms: number[]): { median: number; most: number } {
  const sorted = ms.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1]!, most: sorted.at(-1)! };
}

/** A view of the console. @throws when it is not answered */
export async function ask<T>(url: string): Promise<T> {
  return (await (await answered(url)).json()) as T;
}

async function answered(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  return response;
}
