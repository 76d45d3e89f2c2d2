import type { ExitInfo } from '@cdr/infra';
import type { LogLine } from './worker-log.ts';

/** How the generator came to its end: its counts, or that it could not publish all it was asked to. */
export type GeneratorEnd = { kind: 'done'; published: number; refused: number } | { kind: 'failed' };

/** Reads the counts that the generator's last line tells; without them, or killed, it failed. */
export function readGeneratorEnd({ code }: ExitInfo, lines: readonly LogLine[]): GeneratorEnd {
  const counts = lines.findLast(({ fields }) => typeof fields['published'] === 'number')?.fields;
  const refused = Number(counts?.['refused'] ?? 0);
  // Exit code 1 with lines refused: all others are published, and it said which are not.
  if (counts === undefined || !(code === 0 || (code === 1 && refused > 0))) return { kind: 'failed' };
  return { kind: 'done', published: Number(counts['published']), refused };
}
