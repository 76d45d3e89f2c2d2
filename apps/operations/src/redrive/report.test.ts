import { describe, expect, test } from '@jest/globals';
import { selectLetters } from '@cdr/redrive';
import { letter } from '@cdr/redrive/testing';
import { type Report, reportJson, reportText } from './report.ts';

const letters = [
  letter({ rawOffset: 0 }),
  letter({ rawOffset: 1, replays: 5 }),
  letter({ rawOffset: 2, reason: 'duplicate', rules: 'is-no-duplicate' }),
  letter({ rawOffset: 3 }),
  letter({ rawOffset: 4, bytes: 1_001 }),
];
const bounds = {
  wasSent: ({ rawOffset }: { rawOffset: number }) => rawOffset === 2,
  maxReplays: 5,
  mostBytes: 1_000,
  limit: 1,
};
const look: Report = {
  dlq: 'dlq',
  selection: selectLetters(letters, bounds),
  maxReplays: 5,
  mostBytes: 1_000,
  rulesFound: null,
  foreign: { letters: 1, lines: 0 },
  sending: null,
  toType: 'npm run redrive -- --send --note "why"',
};

describe('a look', () => {
  test('shows what matches by reason and rule, what is left out and why, and what to type', () => {
    expect(reportText(look)).toBe(
      [
        '5 letters of dlq are as asked:',
        '  quality                  4',
        '    has-positive-duration  4',
        '  duplicate                1',
        '    is-no-duplicate        1',
        'Sent back before, and not again: 1.',
        'Sent back 5 times or more, and not again: 1 (--max-replays).',
        'Too large to send back: 1; raw takes 1,000 bytes. Give each a shorter value (--value-file), or raw a higher ' +
          'max.message.bytes. By partition/offset of raw: 0/4.',
        'Passed over: 1 message that no worker wrote about a record of this raw topic.',
        'To send: 2, of which 1 by --limit. Nothing was sent; to send them, type:',
        '  npm run redrive -- --send --note "why"',
        '',
      ].join('\n'),
    );
  });

  test('says when there is nothing to send', () => {
    const nothing = { ...look, foreign: { letters: 0, lines: 2 }, selection: selectLetters([], bounds) };
    expect(reportText(nothing)).toBe(
      '0 letters of dlq are as asked.\nPassed over in the list: 2 messages that no redrive wrote.\nNothing to send.\n',
    );
  });

  test('for a rule that no letter names tells those that letters name', () => {
    const typo = {
      ...look,
      foreign: { letters: 0, lines: 0 },
      selection: selectLetters([], bounds),
      rulesFound: ['a', 'b'],
    };
    expect(reportText(typo)).toMatch(
      /\nNo letter of dlq names this rule\. Those that letters there name: a, b\.\nNothing to send\.\n$/,
    );
    expect(reportText({ ...typo, rulesFound: [] })).toMatch(/\nNo letter of dlq names any rule\.\n/);
    expect(JSON.parse(reportJson(typo))).toMatchObject({ rulesFound: ['a', 'b'] });
  });

  test('is one JSON object for a program', () => {
    expect(JSON.parse(reportJson(look))).toEqual({
      dryRun: true,
      matched: 5,
      reasons: look.selection.reasons,
      sentBefore: 1,
      maxReplays: 5,
      atCeiling: 1,
      tooLarge: 1,
      tooLargeRecords: [{ partition: 0, offset: 4 }],
      toSend: 2,
      chosen: 1,
      rulesFound: null,
      foreign: { letters: 1, lines: 0 },
      sent: 0,
      unsure: 0,
      stopped: null,
      toType: look.toType,
    });
  });
});

describe('sending', () => {
  test('says how many were sent', () => {
    const done = { ...look, sending: { sent: 1, unsure: 0, stopped: null } };
    expect(reportText(done)).toMatch(/\nSent back to raw: 1\.\n$/);
    expect(JSON.parse(reportJson(done))).toMatchObject({ dryRun: false, sent: 1, stopped: null });
  });

  test('that stopped says where, why, what is not known, and what to do', () => {
    const sending = { sent: 40, unsure: 2, stopped: 'writing to raw/0: gone' };
    expect(reportText({ ...look, sending })).toMatch(
      /STOPPED after 40 of 1: writing to raw\/0: gone\. 2 records more may be in raw as well; they go a second time then, .* type the same again, with the --to that a look prints, and it goes on behind it\.\n$/,
    );
  });
});
