import type { Reconciliation } from './reconcile.ts';

/** A reconciled run with what only the launcher knows. */
export interface RunReport {
  published: number;
  refused: number;
  result: Reconciliation;
  /** A psql URL. */
  warehouse: string;
  /** Whether the parts stay up. */
  kept: boolean;
}

/** The reconciliation for a person. */
export function reportLines({ published, refused, result, warehouse, kept }: RunReport): string {
  const { raw, clean, dlqByReason, dlqByStage, loaded, alreadyLoaded, batches } = result;
  const lines = refused === 1 ? '1 line' : `${refused} lines`;
  const reasons = Object.entries(dlqByReason).map(([reason, n]) => `${reason} ${n}`);
  return [
    `of this run: published ${published}${refused > 0 ? ` (and ${lines} refused)` : ''}, ` +
      `raw ${raw} = clean ${clean} + dead letters ${dlqByStage.validate}`,
    `clean ${clean} = loaded ${loaded} + already loaded ${alreadyLoaded} + dead letters of the loader ${dlqByStage.load}`,
    `dead letters by reason: ${reasons.join(', ') || 'none'}`,
    ...(batches > 0 ? [sayPace(result)] : []),
    result.reconciled
      ? 'reconciled: every record held, of this run and before, is in the table once or in the dead letters'
      : 'NOT reconciled:',
    ...result.problems.map((problem) => `  ${problem}`),
    ...(refused > 0 ? [`exit code 1: ${lines} too long for Kafka not published, see generator.log`] : []),
    kept ? `table: psql ${warehouse}` : 'to look at the table, run it with --keep',
    '',
  ].join('\n');
}

function sayPace({ batches, seconds, recordsPerSecond }: Reconciliation): string {
  return (
    `${batches} ${batches === 1 ? 'batch' : 'batches'}, ${seconds.toFixed(1)} s from the first append to the last ` +
    `load: ${recordsPerSecond} records/s`
  );
}

/** The reconciliation for a program: one line of JSON; `problems` only where there are some, `warehouse` only while it is up. */
export function reportJson({ published, refused, result, warehouse, kept }: RunReport): string {
  const { problems, ...figures } = result;
  const all = {
    published,
    refused,
    ...figures,
    ...(kept && { warehouse }),
    ...(problems.length > 0 && { problems }),
  };
  return `${JSON.stringify(all)}\n`;
}
