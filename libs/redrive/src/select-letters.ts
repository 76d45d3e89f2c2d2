import { countReasons, type ReasonCount } from './histogram.ts';
import type { Letter } from './letter.ts';

/** What is to be sent back, and what is not. */
export interface Selection {
  /** Letters that are asked for: those below, and those to send. */
  matched: number;
  reasons: ReasonCount[];
  sentBefore: number;
  atCeiling: number;
  /** Those that raw does not take. */
  tooLarge: Letter[];
  /** As many as there are to send, in the order of partitions and of letters. */
  toSend: number;
  /** The first of them, by the limit. */
  chosen: Letter[];
  /** The moment behind the last letter that matched, epoch ms; null without one. */
  until: number | null;
}

export interface SelectionBounds {
  wasSent: (letter: Letter) => boolean;
  /** A record that was sent back so often is not sent again. */
  maxReplays: number;
  /** The most bytes that raw takes in one message. */
  mostBytes: number;
  limit: number;
}

/** Chooses, of letters that match, those to send back. */
export function selectLetters(
  letters: readonly Letter[],
  { wasSent, maxReplays, mostBytes, limit }: SelectionBounds,
): Selection {
  const fresh = letters.filter((letter) => !wasSent(letter));
  const wanted = fresh.filter(({ replays }) => replays < maxReplays);
  const toSend = wanted.filter(({ bytes }) => bytes <= mostBytes);
  const last = letters.reduce((latest, { writtenAt }) => Math.max(latest, writtenAt), -1);
  return {
    matched: letters.length,
    reasons: countReasons(letters),
    sentBefore: letters.length - fresh.length,
    atCeiling: fresh.length - wanted.length,
    tooLarge: wanted.filter(({ bytes }) => bytes > mostBytes),
    toSend: toSend.length,
    chosen: toSend.slice(0, limit),
    until: last < 0 ? null : last + 1,
  };
}
