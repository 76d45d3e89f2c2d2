import { type DecidedCase, quality, written, writtenLasting } from '../decided-case.ts';

/** Call records that break rules; those a record breaks stand in the order of the table. */
export const ofNoQuality: DecidedCase[] = [
  [
    'the bad sample of the original project',
    written({
      start_datetime: '"2023-11-15 16:00:00"',
      end_datetime: '"2023-11-15 15:58:00"',
      call_duration: '-120',
      total_amount: '-0.10',
    }),
    quality('/call_duration', 'has-positive-duration', 'ends-after-start', 'amount-is-not-negative'),
  ],
  [
    'a duration of 0',
    written({ end_datetime: '"2023-11-15 14:30:22"', call_duration: '0', total_amount: '0' }),
    quality('/call_duration', 'has-positive-duration', 'ends-after-start'),
  ],
  [
    'a negative amount for a second',
    writtenLasting(1, { total_amount: '-0.01' }),
    quality('/total_amount', 'amount-matches-rate', 'amount-is-not-negative'),
  ],
  [
    'an amount with three decimals',
    written({ total_amount: '0.601' }),
    quality('/total_amount', 'has-two-decimals'),
  ],
  [
    'an amount with three decimals, text',
    written({ total_amount: '"0.600"' }),
    quality('/total_amount', 'has-two-decimals'),
  ],
  ['an amount of 1e-7', written({ total_amount: '1e-7' }), quality('/total_amount', 'has-two-decimals')],
  [
    'an amount two cents off',
    written({ total_amount: '0.62' }),
    quality('/total_amount', 'amount-matches-rate'),
  ],
  [
    'an amount of 1000',
    written({ total_amount: '1000' }),
    quality('/total_amount', 'amount-matches-rate', 'amount-fits'),
  ],
  [
    'an amount of 1e21',
    written({ total_amount: '1e21' }),
    quality('/total_amount', 'amount-matches-rate', 'amount-fits'),
  ],
  [
    'an amount of 60,000 digits',
    written({ total_amount: `"${'9'.repeat(60_000)}"` }),
    quality('/total_amount', 'amount-matches-rate', 'amount-fits'),
  ],
  ['a blank name', written({ caller_name: '" \\t "' }), quality('/caller_name', 'text-is-not-blank')],
  [
    'a name of 257 bytes',
    written({ caller_name: `"${'x'.repeat(257)}"` }),
    quality('/caller_name', 'text-fits'),
  ],
  [
    '256 bytes plus a blank',
    written({ caller_name: `"${'x'.repeat(256)} "` }),
    quality('/caller_name', 'text-fits'),
  ],
  [
    'a name with NUL',
    written({ receiver_name: '"a\\u0000b"' }),
    quality('/receiver_name', 'text-can-be-stored'),
  ],
  [
    'a lone surrogate',
    written({ network_provider: '"\\ud83d"' }),
    quality('/network_provider', 'text-can-be-stored'),
  ],
  ['a caller without +', written({ caller_id: '"19145551234"' }), quality('/caller_id', 'has-caller-number')],
  [
    'a caller and a new line',
    written({ caller_id: '"+19145551234\\n"' }),
    quality('/caller_id', 'has-caller-number'),
  ],
  [
    'a receiver of two digits',
    written({ receiver_id: '"91"' }),
    quality('/receiver_id', 'has-receiver-number'),
  ],
  [
    'an empty receiver',
    written({ receiver_id: '""' }),
    quality('/receiver_id', 'has-receiver-number', 'text-is-not-blank'),
  ],
  [
    'a caller who calls himself',
    written({ receiver_id: '"+19145551234"' }),
    quality('/receiver_id', 'caller-is-not-receiver'),
  ],
  [
    'an end before the start',
    written({ end_datetime: '"2023-11-15 14:30:21"' }),
    quality('/end_datetime', 'ends-after-start', 'duration-matches-times'),
  ],
  [
    'a duration two seconds off',
    written({ end_datetime: '"2023-11-15 14:42:20"' }),
    quality('/call_duration', 'duration-matches-times'),
  ],
  [
    '30 February',
    written({ start_datetime: '"2023-02-30 14:30:22"' }),
    quality('/start_datetime', 'moments-exist'),
  ],
  ['24:00:00', written({ end_datetime: '"2023-11-15 24:00:00"' }), quality('/end_datetime', 'moments-exist')],
  [
    'a leap second',
    written({ start_datetime: '"2016-12-31 23:59:60"' }),
    quality('/start_datetime', 'moments-exist'),
  ],
  [
    'the second before 2000',
    writtenLasting(60, { start_datetime: '"1999-12-31 23:59:59"', end_datetime: '"2000-01-01 00:00:59"' }),
    quality('/start_datetime', 'starts-after-2000'),
  ],
  [
    'a start more than 15 hours ahead',
    writtenLasting(60, { start_datetime: '"2023-11-16 07:00:01"', end_datetime: '"2023-11-16 07:01:01"' }),
    quality('/start_datetime', 'starts-not-ahead'),
  ],
  ['a day and a second', writtenLasting(86_401), quality('/call_duration', 'lasts-at-most-a-day')],
  [
    'a duration of 2^31',
    written({ call_duration: '2147483648' }),
    quality('/call_duration', 'duration-matches-times', 'amount-matches-rate', 'lasts-at-most-a-day'),
  ],
  [
    'a repeated key whose last is bad',
    written().replace('{', '{"caller_id":"+12125550100",').replace('+19145551234', '911'),
    quality('/caller_id', 'has-caller-number'),
  ],
];
