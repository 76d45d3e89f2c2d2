import type { MarkedText } from '../../api.ts';

export interface Piece {
  text: string;
  marked: boolean;
}

/** A text cut at the ends of its marks. Marks may overlap and reach beyond the text, as bytes that are no text move them. */
export function cutAtMarks({ text, marks }: Pick<MarkedText, 'text' | 'marks'>): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { from, to } of marks.toSorted((one, other) => one.from - other.from)) {
    pieces.push({ text: text.slice(done, from), marked: false });
    pieces.push({ text: text.slice(Math.max(done, from), to), marked: true });
    done = Math.max(done, to);
  }
  pieces.push({ text: text.slice(done), marked: false });
  return pieces.filter((piece) => piece.text !== '');
}
