import type { LetterRow, RedriveOrder } from '../../api.ts';

/** Letters that were chosen by hand, by what makes each of them one. */
export type Chosen = ReadonlyMap<string, LetterRow>;
export const noneChosen: Chosen = new Map();

/** One letter counts for each stage and raw place. */
export function keyOfLetter({ stage, partition, rawOffset }: LetterRow): string {
  return `${stage} ${partition} ${rawOffset}`;
}

/** A record that was sent back is not sent again, so its letter cannot be chosen. */
export function canBeChosen({ sentBack }: LetterRow): boolean {
  return sentBack === null;
}

/** With these chosen as well, or not any more. */
export function choose(chosen: Chosen, letters: readonly LetterRow[], wanted: boolean): Chosen {
  const next = new Map(chosen);
  for (const letter of letters.filter(canBeChosen)) {
    if (wanted) next.set(keyOfLetter(letter), letter);
    else next.delete(keyOfLetter(letter));
  }
  return next;
}

/** Whether all that can be are chosen; of none that can be it is not. */
export function allChosen(chosen: Chosen, letters: readonly LetterRow[]): boolean {
  const able = letters.filter(canBeChosen);
  return able.length > 0 && able.every((letter) => chosen.has(keyOfLetter(letter)));
}

/** As an order names them. */
export function chosenPlaces(chosen: Chosen): NonNullable<RedriveOrder['chosen']> {
  return [...chosen.values()].map(({ partition, rawOffset, stage }) => ({ partition, rawOffset, stage }));
}
