import type { DeadReason, Stage } from '@cdr/kafka';

/** A dead letter as it stands in dlq: the first one for its stage and raw record. */
export interface FoundLetter {
  stage: Stage;
  /** Of raw, and of the letter as well. */
  partition: number;
  /** Of the dead record, in raw. */
  rawOffset: number;
  /** Of the letter, in dlq. */
  letterOffset: number;
  /** When the letter was written, by Kafka's time in epoch ms. */
  writtenAt: number;
  reason: DeadReason;
  /** All rules the record breaks, with commas between them. */
  rules: string;
  /** How often the record was sent back before. */
  replays: number;
}

/**
 * One to send back: none of the validator's that is void. The table is not asked, so one of the loader's is here also when
 * its record got a row and it is void.
 */
export interface Letter extends FoundLetter {
  /** Of key, value and headers of the message that sends it back. */
  bytes: number;
}

/** The rules that a letter's record breaks, one by one. */
export function rulesOf({ rules }: Pick<Letter, 'rules'>): string[] {
  return rules.split(',').filter((rule) => rule !== '');
}
