import type { Reconciliation } from './reconcile.ts';

/** A reconciled run with what only the launcher knows. */
export interface RunReport {
  published: number;
  refused: number;
  result: Reconciliation;
  /** A psql URL. */
  warehouse: string;
}

/** The reconciliation for a person. */
export function reportLines({ published, refused, result, warehouse }: RunReport): string {
  const { raw, clean, dlqByReason, dlqByStage, loaded, alreadyLoaded, batches } = result;
  const reasons = Object.entries(dlqByReason).map(([reason, n]) => `${reason} ${n}`);
  return [
    `published ${published}${refused > 0 ? ` (and ${refused} lines refused)` : ''}, ` +
      `raw ${raw} = clean ${clean} + dead letters ${dlqByStage.validate}`,
    `clean ${clean} = loaded ${loaded} + already loaded ${alreadyLoaded} + dead letters of the loader ${dlqByStage.load}`,
    `dead letters by reason: ${reasons.join(', ') || 'none'}`,
    `${batches} batches, ${result.seconds.toFixed(1)} s from the first append to the last load: ` +
      `${result.recordsPerSecond} records/s`,
    result.reconciled
      ? 'reconciled: every record held is in the table once, or in the dead letters'
      : 'NOT reconciled:',
    ...result.problems.map((problem) => `  ${problem}`),
    `table: psql ${warehouse}`,
    '',
  ].join('\n');
}

/** The reconciliation for a program: one line of JSON; `problems` only where there are some. */
export function reportJson({ published, refused, result, warehouse }: RunReport): string {
  const { problems, ...figures } = result;
  const all = { published, refused, ...figures, warehouse, ...(problems.length > 0 && { problems }) };
  return `${JSON.stringify(all)}\n`;
}
