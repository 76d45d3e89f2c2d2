import { businessColumns } from '@cdr/call-record';

/** What the rules measure by. The patterns carry neither the flag `g` nor `y`, which would make a test remember. */
export interface QualitySettings {
  callerPattern: RegExp;
  receiverPattern: RegExp;
  centsPerMinute: number;
  /** The largest amount, in cents. */
  maxAmountCents: number;
  /** How far a call may start ahead of the time Kafka received its record, ms. */
  aheadToleranceMs: number;
  maxDurationSeconds: number;
  /** The earliest start, written as in a record, or its beginning: `2000-01-01`. */
  earliestStart: string;
  /** The IANA zone the source writes its local times in. */
  timeZone: string;
  /** The longest value of a message, in bytes. */
  maxValueBytes: number;
}

const { precision } = businessColumns.find((column) => column.name === 'total_amount')!.type;

/** The original producer's numbers, rate and table. */
export const defaultQualitySettings: QualitySettings = {
  callerPattern: /^\+1\d{10}$/,
  // E.164, or a short code such as 911.
  receiverPattern: /^(\+\d{7,15}|\d{3,6})$/,
  centsPerMinute: 5,
  maxAmountCents: 10 ** precision - 1,
  // No time zone is further than 14 hours from UTC: a zone set wrong does not refuse every call.
  aheadToleranceMs: 15 * 3_600_000,
  maxDurationSeconds: 86_400,
  earliestStart: '2000-01-01',
  timeZone: 'UTC',
  maxValueBytes: 65_536,
};
