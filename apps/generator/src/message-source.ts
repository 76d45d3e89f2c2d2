import { randomInt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { CallRecord } from '@cdr/call-record';
import type { Log } from '@cdr/telemetry';
import type { ConfigOf } from '@cdr/worker';
import { createLiveStarts, createMomentPrinter, createSteppedStarts } from './call-times.ts';
import type { generatorSettings } from './config.ts';
import { createLaterFields } from './later-fields.ts';
import { lineMessages, type TooLarge } from './line-messages.ts';
import { createCallMaker } from './make-call.ts';
import type { Message } from './message.ts';
import { mixCalls } from './mix-calls.ts';
import { createPeople, headcount } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { RawTopic } from './raw-topic.ts';
import { readLines } from './read-lines.ts';
import { showLife } from './show-life.ts';

type Config = ConfigOf<typeof generatorSettings>;

/** Messages a second when none is asked for; a file goes as fast as Kafka takes it. */
export function rateOf({ rate, input }: Pick<Config, 'rate' | 'input'>): number {
  return rate ?? (input === undefined ? 20 : Infinity);
}

type MakeCall = () => CallRecord;

const v2Share = 0.5;

// A stream of random numbers of its own, so that the first nine fields are the same whatever the schema.
const callMakers: Record<Config['schema'], (makeCall: MakeCall, random: Random) => MakeCall> = {
  v1: (makeCall) => makeCall,
  v2(makeCall, random) {
    const addFields = createLaterFields(random);
    return () => addFields(makeCall());
  },
  mix(makeCall, random) {
    const addFields = createLaterFields(random);
    return () => (random.next() < v2Share ? addFields(makeCall()) : makeCall());
  },
};

/** Endless made-up calls; the seed is told, so that a run without one can be repeated. */
export function madeUpCalls(config: Config, log: Log): Iterable<Message> {
  const seed = config.seed ?? randomInt(2 ** 32);
  const { startAt, badShare, duplicateShare, schema } = config;
  const nextStart =
    startAt === undefined
      ? createLiveStarts(Date.now, headcount)
      : createSteppedStarts(startAt, createRandom(seed, 2));
  const makeFirst = createCallMaker({
    people: createPeople(seed),
    random: createRandom(seed, 3),
    nextStart,
    printMoment: createMomentPrinter(config.timeZone),
  });
  const makeCall = callMakers[schema](makeFirst, createRandom(seed, 5));
  log.info({ seed, schema, badShare, duplicateShare }, 'making up calls');
  return mixCalls({ makeCall, random: createRandom(seed, 4), badShare, duplicateShare });
}

/** Who hears of the lines. */
export interface LineListeners {
  log: Log;
  onRefused: () => void;
  /** Called each second while a line is awaited. */
  alive: () => void;
}

/** The lines of a file; those that `topic` would not take are told one by one and left out. */
export function linesOf(
  file: string,
  topic: RawTopic,
  { log, onRefused, alive }: LineListeners,
): AsyncIterable<Message> {
  const limit = topic.mostBytesPerMessage;
  function refuseLine({ line, bytes }: TooLarge) {
    log.error(
      { line, bytes, limit },
      `line ${String(line)} is larger than ${topic.name} takes and was not published; the validator refuses records above 65,536 bytes in any case`,
    );
    onRefused();
  }
  const chunks = createReadStream(file, { highWaterMark: 1024 * 1024 });
  return lineMessages(readLines(showLife(chunks, alive), limit), limit, refuseLine);
}
