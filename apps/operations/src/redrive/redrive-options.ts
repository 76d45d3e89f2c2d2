import { readFileSync } from 'node:fs';
import { deadReasons } from '@cdr/kafka';
import type { LetterFilter } from '@cdr/redrive';
import { choice, ConfigError, custom, optional, readConfig, refuse, text, wholeNumber } from '@cdr/worker';
import type { Typed } from '../command.ts';

/** What may be typed behind `redrive`, with a value. */
export const redriveOptions = {
  reason: optional(choice('--reason', { choices: deadReasons, help: `One of ${deadReasons.join(', ')}.` })),
  rule: optional(
    text('--rule', { help: 'A rule that the record breaks, by its name in docs/quality-rules.md.' }),
  ),
  stage: optional(
    choice('--stage', { choices: ['validate', 'load'], help: 'Who wrote the letter: validate or load.' }),
  ),
  from: optional(
    moment('--from', 'Letters written from this moment on, UTC: 2026-11-28 or 2026-11-28T13:00Z.'),
  ),
  to: optional(moment('--to', 'Letters written before this moment.')),
  partition: optional(wholeNumber('--partition', { help: 'Records of this partition of raw.' })),
  offset: optional(wholeNumber('--offset', { help: 'With --partition: the record at this offset of raw.' })),
  limit: optional(wholeNumber('--limit', { min: 1, help: 'The first so many of those not sent yet.' })),
  rate: optional(wholeNumber('--rate', { min: 1, help: 'Records a second at most.' })),
  maxReplays: wholeNumber('--max-replays', {
    default: 5,
    min: 1,
    help: 'Not those that were sent back so often already; 5 without it.',
  }),
  value: optional(
    custom('--value-file', {
      help: 'With --partition and --offset: its bytes take the place of the value.',
      parse: readBytes,
    }),
  ),
  note: optional(
    custom('--note', {
      help: 'With --send: why, for the list of what was sent; at most 200 characters.',
      parse: (given) => (given.length <= 200 ? given : refuse('have at most 200 characters')),
    }),
  ),
};

/** What may be typed behind it without one. */
export const redriveSwitches = ['--without-original', '--send'] as const;

/** What was asked for. */
export interface Wanted {
  filter: Omit<LetterFilter, 'places'>;
  withoutOriginal: boolean;
  limit: number;
  /** Records a second. */
  rate: number;
  maxReplays: number;
  /** In the place of the letter's. */
  value: Buffer | undefined;
  /** Why, when it is to be sent; null for a look only. */
  send: { note: string } | null;
}

/** Reads what was typed. @throws ConfigError naming all problems at once */
export function readWanted({ values, switches }: Typed): Wanted {
  const { limit, rate, maxReplays, value, note, ...filter } = readConfig(values, redriveOptions);
  const send = switches.has('--send');
  const isOne = filter.partition !== undefined && filter.offset !== undefined;
  const problems = [
    ...(filter.offset !== undefined && !isOne
      ? ['--offset needs --partition: each partition counts for itself']
      : []),
    ...(value !== undefined && !isOne
      ? ['--value-file needs --partition and --offset: it is the value of one record']
      : []),
    ...(send && note === undefined
      ? ['--send needs --note: say why, for whoever reads the list of what was sent']
      : []),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    filter,
    withoutOriginal: switches.has('--without-original'),
    limit: limit ?? Number.POSITIVE_INFINITY,
    rate: rate ?? Number.POSITIVE_INFINITY,
    maxReplays,
    value,
    send: send ? { note: note! } : null,
  };
}

function moment(name: string, help: string) {
  function parse(given: string) {
    const isOne = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(given);
    const at = isOne ? Date.parse(given) : Number.NaN;
    return Number.isNaN(at) ? refuse('be a day or a moment in UTC, as 2026-11-28 or 2026-11-28T13:00Z') : at;
  }
  return custom(name, { help, parse });
}

function readBytes(file: string) {
  try {
    return readFileSync(file);
  } catch {
    return refuse('name a file that can be read');
  }
}
