import { expect, test } from '@jest/globals';
import { defaultQualitySettings } from './quality-settings.ts';

test("the defaults are the original project's", () => {
  expect(defaultQualitySettings).toEqual({
    callerPattern: /^\+1\d{10}$/,
    receiverPattern: /^(\+\d{7,15}|\d{3,6})$/,
    centsPerMinute: 5,
    maxAmountCents: 99_999,
    aheadToleranceMs: 54_000_000,
    maxDurationSeconds: 86_400,
    earliestStart: '2000-01-01',
    timeZone: 'UTC',
    maxValueBytes: 65_536,
  });
});
