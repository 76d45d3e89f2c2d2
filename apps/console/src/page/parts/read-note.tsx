import type { LettersRead } from '../../api.ts';
import { count, percent } from '../show/format.ts';
import { Shape } from './shape.tsx';

/** Says so where not all letters of the topic are known: every figure from them is too small then. */
export function ReadNote({ read: { share, letters, forgotten } }: { read: LettersRead }) {
  if (share >= 1 && forgotten === 0) return null;
  return (
    <p class="read-note">
      <Shape tone="warn" />{' '}
      {share < 1 &&
        `Still reading the dead letters: ${percent(share)} of the topic, ${count(letters)} letters so far. `}
      {forgotten > 0 && `${count(forgotten)} older letters are in the topic, but not counted here.`}
    </p>
  );
}
