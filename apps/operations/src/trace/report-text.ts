import type { Fate, Trace } from '@cdr/lineage';
import type { Report } from './report.ts';
import { sayStep, short } from './say-step.ts';
import type { Question } from './trace-options.ts';

/** What became of a record, in a line. */
const headlines: Record<Fate, string> = {
  loaded: 'LOADED',
  original: 'OF THE ORIGINAL SYSTEM, which tells of no way',
  waiting: 'WAITING in clean, not loaded yet',
  dead: 'DEAD: it has a letter, by which npm run redrive can send it back',
  'already-loaded': 'ALREADY LOADED: its call has a row that another record brought',
  'not-judged':
    'NOT JUDGED: neither in clean nor in the dead letters. Where the validators are past it, npm run audit tells what is wrong',
  unknown: 'UNKNOWN: the steps say why',
};

/** For a person: what became of each record, and its way. */
export function reportText({ question, traces, isWhole, reveal }: Report): string {
  if (traces.length === 0) return `${nothing[question.kind](question as never)}${isWhole ? '' : notWhole}\n`;
  return traces.map((trace) => [`${headline(trace)}`, ...sayStep(trace, reveal), ''].join('\n')).join('\n');
}

function headline({ fate, place }: Trace): string {
  return `${place === null ? 'A row' : `Record ${short(place)} of raw`} is ${headlines[fate]}.`;
}

const notWhole = ' More waits to be loaded than was looked through: it may be among that.';

const nothing: { [K in Question['kind']]: (question: Extract<Question, { kind: K }>) => string } = {
  call: ({ callId }) =>
    `Call ${callId} has no row, and no record of it waits to be loaded. A dead record has no call: npm run trace -- --raw ` +
    'PARTITION/OFFSET tells of it by its place.',
  number: () => 'No row has this number.',
  raw: () => 'Nothing is known of this record.',
};
