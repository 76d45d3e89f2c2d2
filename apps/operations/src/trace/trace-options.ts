import type { RawPlace } from '@cdr/lineage';
import { ConfigError, custom, optional, readConfig, refuse } from '@cdr/worker';
import type { Typed } from '../command.ts';

/** What may be typed behind `trace`, with a value. */
export const traceOptions = {
  number: optional(
    custom('--number', {
      help: 'Calls from or to this number, +12025550101 or 911, the 50 written last.',
      parse: (given) => (/^\+?\d{3,19}$/.test(given) ? given : refuse('be a number as the table has it')),
    }),
  ),
  raw: optional(
    custom('--raw', {
      help: 'The record at this place of raw, PARTITION/OFFSET; also one that is in no table.',
      parse: readPlace,
    }),
  ),
};

/** What may be typed behind it without one. */
export const traceSwitches = ['--reveal'] as const;

/** What is asked. */
export type Question =
  { kind: 'call'; callId: string } | { kind: 'number'; number: string } | { kind: 'raw'; place: RawPlace };

/** What was typed. */
export interface Wanted {
  question: Question;
  /** Whether names and numbers are told as they are. */
  reveal: boolean;
}

/** Reads what was typed. @throws ConfigError */
export function readWanted({ values, switches, argument: callId }: Typed): Wanted {
  const { number, raw: place } = readConfig(values, traceOptions);
  const asked: Question[] = [
    ...(callId === undefined ? [] : [{ kind: 'call' as const, callId }]),
    ...(number === undefined ? [] : [{ kind: 'number' as const, number }]),
    ...(place === undefined ? [] : [{ kind: 'raw' as const, place }]),
  ];
  const [question] = asked;
  if (question === undefined || asked.length > 1)
    throw new ConfigError(['say one thing to trace: CALL_ID, --number NUMBER or --raw PARTITION/OFFSET']);
  return { question, reveal: switches.has('--reveal') };
}

function readPlace(given: string): RawPlace | ReturnType<typeof refuse> {
  const match = /^(\d{1,9})\/(\d{1,15})$/.exec(given);
  if (match === null) return refuse('be a partition and an offset, as 3/1204');
  return { partition: Number(match[1]), offset: Number(match[2]) };
}
