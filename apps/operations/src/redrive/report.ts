import type { Letter, Look, Sending } from '@cdr/redrive';
import { count, say } from '../say-counts.ts';

/** What a redrive has found and done. */
export interface Report extends Omit<Look, 'listEnd'> {
  /** What was read of the letters: their topic, or `topic/partition`. */
  dlq: string;
  maxReplays: number;
  /** null for a look only. */
  sending: SaidSending | null;
  /** What to type to send the very letters that were found. */
  toType: string;
}

/** What came of sending; `stopped` in words. */
export interface SaidSending extends Omit<Sending, 'stopped'> {
  stopped: string | null;
}

/** For a program: one JSON object on one line, told in docs/operations.md. */
export function reportJson({ selection, maxReplays, rulesFound, foreign, sending, toType }: Report): string {
  const { matched, reasons, sentBefore, atCeiling, tooLarge, toSend, chosen } = selection;
  const found = {
    matched,
    reasons,
    sentBefore,
    maxReplays,
    atCeiling,
    tooLarge: tooLarge.length,
    tooLargeRecords: placesOf(tooLarge),
    toSend,
    chosen: chosen.length,
    rulesFound,
    foreign,
  };
  const done = sending === null ? { sent: 0, unsure: 0, stopped: null, toType } : sending;
  return `${JSON.stringify({ dryRun: sending === null, ...found, ...done })}\n`;
}

/** For a person: what was found, what was done with it, what to do next. */
export function reportText(report: Report): string {
  const { dlq, selection, sending } = report;
  return [
    `${count(selection.matched, 'letter')} of ${dlq} ${selection.matched === 1 ? 'is' : 'are'} as asked${selection.matched === 0 ? '.' : ':'}`,
    ...histogram(selection),
    ...unknownRule(report),
    ...leftOut(report),
    ...(sending === null ? nextStep(report) : [outcome(selection.chosen.length, sending)]),
    '',
  ].join('\n');
}

// A name that is typed wrong matches nothing: that is not yet to say that there is nothing.
function unknownRule({ dlq, rulesFound }: Report): string[] {
  if (rulesFound === null) return [];
  if (rulesFound.length === 0) return [`No letter of ${dlq} names any rule.`];
  return [`No letter of ${dlq} names this rule. Those that letters there name: ${rulesFound.join(', ')}.`];
}

function histogram({ reasons }: Report['selection']): string[] {
  const lines = reasons.flatMap(({ reason, letters, rules }) => [
    [reason, letters] as const,
    ...rules.map(({ rule, letters }) => [`  ${rule}`, letters] as const),
  ]);
  const width = Math.max(0, ...lines.map(([name]) => name.length));
  const digits = Math.max(0, ...lines.map(([, letters]) => say(letters).length));
  return lines.map(([name, letters]) => `  ${name.padEnd(width)}  ${say(letters).padStart(digits)}`);
}

// Nobody reads thousands one by one.
const mostPlaces = 100;

function placesOf(letters: readonly Letter[]): { partition: number; offset: number }[] {
  return letters.slice(0, mostPlaces).map(({ partition, rawOffset: offset }) => ({ partition, offset }));
}

function tooLargeLine({ selection: { tooLarge }, mostBytes }: Report): string {
  const places = placesOf(tooLarge).map(({ partition, offset }) => `${partition}/${offset}`);
  const more = tooLarge.length > mostPlaces ? ' and more' : '';
  return (
    `Too large to send back: ${say(tooLarge.length)}; raw takes ${say(mostBytes)} bytes. Give each a shorter value ` +
    `(--value-file), or raw a higher max.message.bytes. By partition/offset of raw: ${places.join(', ')}${more}.`
  );
}

function leftOut(report: Report): string[] {
  const { selection, maxReplays, foreign } = report;
  const { sentBefore, atCeiling, tooLarge } = selection;
  return [
    ...(sentBefore > 0 ? [`Sent back before, and not again: ${say(sentBefore)}.`] : []),
    ...(atCeiling > 0
      ? [`Sent back ${maxReplays} times or more, and not again: ${say(atCeiling)} (--max-replays).`]
      : []),
    ...(tooLarge.length > 0 ? [tooLargeLine(report)] : []),
    ...(foreign.letters > 0
      ? [
          `Passed over: ${count(foreign.letters, 'message')} that no worker wrote about a record of this raw topic.`,
        ]
      : []),
    ...(foreign.lines > 0
      ? [`Passed over in the list: ${count(foreign.lines, 'message')} that no redrive wrote.`]
      : []),
  ];
}

function nextStep({ selection: { toSend, chosen }, toType }: Report): string[] {
  if (chosen.length === 0) return ['Nothing to send.'];
  const some = chosen.length < toSend ? `, of which ${say(chosen.length)} by --limit` : '';
  return [`To send: ${say(toSend)}${some}. Nothing was sent; to send them, type:`, `  ${toType}`];
}

function outcome(chosen: number, { sent, unsure, stopped }: SaidSending): string {
  if (stopped === null) return `Sent back to raw: ${say(sent)}.`;
  const doubt =
    unsure > 0
      ? ` ${count(unsure, 'record')} more may be in raw as well; ${unsure === 1 ? 'it goes' : 'they go'} a second time then, ` +
        'and a call that was accepted is a duplicate the second time.'
      : '';
  return (
    `STOPPED after ${say(sent)} of ${say(chosen)}: ${stopped}.${doubt} What was sent is in the list: type the same again, with ` +
    'the --to that a look prints, and it goes on behind it.'
  );
}
