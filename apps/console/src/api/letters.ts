import type { DeadReason, Stage } from '@cdr/kafka';
import type { AlertView } from './flow.ts';

/** How much of the dead-letter topic the console has read. */
export interface LettersRead {
  /** Letters known, without repeated ones. */
  letters: number;
  /** Share of the topic read, 1 when all is. */
  share: number;
  /** Older letters are in the topic, but the console does not hold them. */
  forgotten: number;
}

export interface QualityView {
  at: number;
  read: LettersRead;
  /** The span that the counts are for. */
  hours: number;
  /** Of the records that came into raw in this span; null when not known. */
  received: number | null;
  /** Dead letters without duplicates, and their share of what was received. */
  bad: number;
  badShare: number | null;
  reasons: { reason: DeadReason; letters: number; rules: { rule: string; letters: number }[] }[];
  /** Letters over time by reason, in columns: `at` is epoch s, the begin of each interval. */
  timeline: { everySeconds: number; at: number[]; series: Partial<Record<DeadReason, number[]>> };
  /** Callers, masked, and providers with the most bad records. */
  offenders: { callers: Offender[]; providers: Offender[] };
  alerts: AlertView[];
}

export interface Offender {
  name: string;
  letters: number;
}

/** What letters are asked for; all of it must hold. In a URL each is a parameter of this name. */
export interface LetterQuery {
  reason?: DeadReason;
  rule?: string;
  stage?: Stage;
  partition?: number;
  /** Written at or after, and before. */
  from?: number;
  to?: number;
  /** Bytes that the record holds. */
  text?: string;
}

export interface LetterList {
  read: LettersRead;
  /** How many are as asked; null where only reading them would tell. */
  matched: number | null;
  letters: LetterRow[];
  /** Give it back to go on behind the last row; null at the end. */
  next: string | null;
  /** With a text: how many letters were looked through for this answer. */
  searched: number | null;
}

export interface LetterRow {
  partition: number;
  /** Of the letter, in dlq. */
  offset: number;
  stage: Stage;
  rawOffset: number;
  writtenAt: number;
  reason: DeadReason;
  rules: string[];
  /** How often the record was sent back before. */
  replays: number;
  /** When it was sent back itself, and as which record; null when it was not. */
  sentBack: { at: string; as: RawPlace } | null;
}

/** Where a record stands in raw. */
export interface RawPlace {
  partition: number;
  offset: number;
}

/** A piece of text with what is to be looked at in it: from, up to, in characters. */
export interface MarkedText {
  text: string;
  marks: { from: number; to: number }[];
  masked: boolean;
}

export interface LetterView {
  row: LetterRow;
  /** What is wrong, in words. */
  error: string;
  /** JSON pointer, empty for the whole record. */
  path: string;
  /** What each broken rule asks for. */
  rules: { rule: string; says: string }[];
  /** The topic's name is in `place`. */
  place: string;
  failedAt: string;
  version: string;
  schemaId: string | null;
  duplicateOf: RawPlace | null;
  replaces: string | null;
  key: string;
  value: MarkedText;
  /** Whether its bytes are text at all; those that are not are shown with replacement characters. */
  isText: boolean;
  bytes: number;
  /** Void: the record is in clean all the same. */
  isVoid: boolean;
}
