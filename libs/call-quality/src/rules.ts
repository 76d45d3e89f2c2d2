import type { Rule } from './rule.ts';
import { amountFits } from './rules/amount-fits.ts';
import { amountIsNotNegative } from './rules/amount-is-not-negative.ts';
import { amountMatchesRate } from './rules/amount-matches-rate.ts';
import { callerIsNotReceiver } from './rules/caller-is-not-receiver.ts';
import { durationMatchesTimes } from './rules/duration-matches-times.ts';
import { endsAfterStart } from './rules/ends-after-start.ts';
import { hasCallerNumber } from './rules/has-caller-number.ts';
import { hasPositiveDuration } from './rules/has-positive-duration.ts';
import { hasReceiverNumber } from './rules/has-receiver-number.ts';
import { hasTwoDecimals } from './rules/has-two-decimals.ts';
import { lastsAtMostADay } from './rules/lasts-at-most-a-day.ts';
import { momentsExist } from './rules/moments-exist.ts';
import { startsAfter2000 } from './rules/starts-after-2000.ts';
import { startsNotAhead } from './rules/starts-not-ahead.ts';
import { textCanBeStored } from './rules/text-can-be-stored.ts';
import { textFits } from './rules/text-fits.ts';
import { textIsNotBlank } from './rules/text-is-not-blank.ts';

/** The one table of quality rules, in the order a dead letter lists them. Each has its row in docs/quality-rules.md. */
export const rules = {
  'has-positive-duration': hasPositiveDuration,
  'has-caller-number': hasCallerNumber,
  'has-receiver-number': hasReceiverNumber,
  'ends-after-start': endsAfterStart,
  'duration-matches-times': durationMatchesTimes,
  'amount-matches-rate': amountMatchesRate,
  'amount-fits': amountFits,
  'has-two-decimals': hasTwoDecimals,
  'amount-is-not-negative': amountIsNotNegative,
  'text-is-not-blank': textIsNotBlank,
  'text-fits': textFits,
  'text-can-be-stored': textCanBeStored,
  'moments-exist': momentsExist,
  'starts-after-2000': startsAfter2000,
  'starts-not-ahead': startsNotAhead,
  'lasts-at-most-a-day': lastsAtMostADay,
  'caller-is-not-receiver': callerIsNotReceiver,
} satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;
