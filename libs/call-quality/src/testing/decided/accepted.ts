import { type DecidedCase, written, writtenLasting } from '../decided-case.ts';

// What COPY, type inference, SQL or a line reader might take for something else.
const names = [
  '\\N',
  '\\.',
  'NULL',
  'null',
  '{}',
  '[]',
  '""',
  "'",
  'a\tb',
  ',',
  '%s',
  '$1',
  '-- ',
  'Zoë 李 📞',
  '\u200b',
  'a\r\nb\u2028c',
  ' x ',
];

function writtenNames(name: string): string {
  const json = JSON.stringify(name);
  return written({ caller_name: json, receiver_name: json, network_provider: json });
}

const amounts: [string, string][] = [
  ['0.6', '0.60'],
  ['0.60', '0.60'],
  ['6e-1', '0.60'],
  ['"0.6"', '0.60'],
  ['"0.60"', '0.60'],
  ['"000.6"', '0.60'],
  ['0.59', '0.59'],
  ['"0.59"', '0.59'],
];

/** Call records that keep every rule, and their amounts. */
export const accepted: DecidedCase[] = [
  ['the first sample', written(), '0.60'],
  [
    'the second sample',
    '{"caller_name": "Robert Johnson", "receiver_name": "Sarah Williams", "caller_id": "+12025551010", ' +
      '"receiver_id": "+13315559876", "start_datetime": "2023-11-15 15:01:33", "end_datetime": "2023-11-15 15:03:45", ' +
      '"call_duration": 132, "network_provider": "AT&T", "total_amount": 0.11}',
    '0.11',
  ],
  [
    'the third sample, a short code, half a cent rounded up',
    '{"caller_name": "David Kim", "receiver_name": "Emergency Services", "caller_id": "+18885550101", ' +
      '"receiver_id": "911", "start_datetime": "2023-11-15 15:45:00", "end_datetime": "2023-11-15 15:47:30", ' +
      '"call_duration": 150, "network_provider": "T-Mobile", "total_amount": 0.13}',
    '0.13',
  ],
  ['half a cent rounded down', writtenLasting(150, { total_amount: '0.12' }), '0.12'],
  ...amounts.map(([json, text]): DecidedCase => [
    `the amount ${json}`,
    written({ total_amount: json }),
    text,
  ]),
  ['a call that costs nothing', writtenLasting(5, { total_amount: '0' }), '0.00'],
  ['a call that costs minus nothing', writtenLasting(5, { total_amount: '"-0.00"' }), '0.00'],
  ['a duration of 1e3', writtenLasting(1000, { call_duration: '1e3' }), '0.83'],
  ['a duration of 60.0', writtenLasting(60, { call_duration: '60.0' }), '0.05'],
  ['exactly a day', writtenLasting(86_400), '72.00'],
  ['a repeated key whose last is good', written().replace('{', '{"caller_id":"911",'), '0.60'],
  ['white space around the object', `\r\n\t ${written()} \n`, '0.60'],
  ['keys in another order', `{${written().slice(1, -1).split(',').reverse().join(',')}}`, '0.60'],
  ['escapes', written().replace('Verizon', '\\u0056eri\\u007aon'), '0.60'],
  [
    'the first second of 2000',
    writtenLasting(60, { start_datetime: '"2000-01-01 00:00:00"', end_datetime: '"2000-01-01 00:01:00"' }),
    '0.05',
  ],
  [
    'a start 15 hours ahead',
    writtenLasting(60, { start_datetime: '"2023-11-16 07:00:00"', end_datetime: '"2023-11-16 07:01:00"' }),
    '0.05',
  ],
  ...names.map((name): DecidedCase => [`the name ${JSON.stringify(name)}`, writtenNames(name), '0.60']),
  ['a name of 256 bytes', written({ caller_name: `"${'é'.repeat(128)}"` }), '0.60'],
  [
    'the fields of v2',
    written({ call_id: '"switch-7:4711"', call_status: '"completed"', cell_id: '"310-410-7.1"' }),
    '0.60',
  ],
  ['an own id of 64 characters', written({ call_id: `"${'x'.repeat(64)}"` }), '0.60'],
  ['a receiver of 15 digits', written({ receiver_id: '"+491511234567890"' }), '0.60'],
];
