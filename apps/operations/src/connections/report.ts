import type { Result } from './check.ts';

/** The checks for a person: a line each, and below one that failed what to do. */
export function reportText(results: readonly Result[]): string {
  const widths = {
    part: Math.max(...results.map(({ part }) => part.length)),
    time: Math.max(...results.map((result) => sayTime(result).length)),
  };
  const lines = results.flatMap((result) => {
    const { part, where, found, problem } = result;
    const line = `${found === null ? 'failed' : 'ok    '}  ${part.padEnd(widths.part)}  ${sayTime(result).padStart(widths.time)}  ${where}`;
    if (found === null) return [line, `        ${problem}`];
    return [`${line}: ${found.version === null ? '' : `${found.version}, `}${found.tells}`];
  });
  const failed = results.filter(({ found }) => found === null).length;
  const verdict = failed === 0 ? 'All of them work.' : `${failed} of ${results.length} failed.`;
  return [...lines, verdict, ''].join('\n');
}

function sayTime({ milliseconds }: Result): string {
  return `${milliseconds} ms`;
}

/** The checks for a program: one JSON object on one line. */
export function reportJson(results: readonly Result[]): string {
  const checks = results.map(({ part, where, milliseconds, found, problem }) => ({
    part,
    where,
    ok: found !== null,
    milliseconds,
    version: found?.version ?? null,
    tells: found?.tells ?? null,
    problem,
  }));
  return `${JSON.stringify({ ok: checks.every(({ ok }) => ok), checks })}\n`;
}
