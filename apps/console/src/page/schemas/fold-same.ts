import type { DiffLine } from '../../api.ts';

/** Lines to show of a diff: those near a change, and how many stand between. */
export type DiffPart = { kind: 'line'; line: DiffLine } | { kind: 'fold'; lines: number };

const near = 3;

/** Folds what is the same and far from every change. */
export function foldSame(diff: readonly DiffLine[]): DiffPart[] {
  const isNear = (place: number) =>
    diff.slice(Math.max(0, place - near), place + near + 1).some(({ kind }) => kind !== 'same');
  const parts: DiffPart[] = [];
  for (const [place, line] of diff.entries()) {
    const last = parts.at(-1);
    if (isNear(place)) parts.push({ kind: 'line', line });
    else if (last?.kind === 'fold') last.lines += 1;
    else parts.push({ kind: 'fold', lines: 1 });
  }
  return parts;
}
