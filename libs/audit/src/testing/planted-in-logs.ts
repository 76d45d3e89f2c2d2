import { fingerprint } from '@cdr/call-record';
import { readDeadLetter } from '@cdr/kafka';
import { accepted, loneRows, places, type Plant, removeLetters, through } from './plant.ts';
import { append, cleanValue, rawOffsetOf } from './world.ts';

/** What may be wrong with clean and dlq. */
export const plantsInLogs: Record<string, Plant> = {
  'a dead letter is gone': (world, pick) => {
    const at = pick(
      places(world, (partition) => {
        const clean = new Set(accepted(world, partition));
        const letters = world.logs.dlq[partition]!.records.map((record) => readDeadLetter(record)!);
        return letters
          .filter(({ rawOffset }) => rawOffset < through(world, partition) && !clean.has(rawOffset))
          .map(({ rawOffset }) => ({ partition, rawOffset }));
      }),
    );
    if (at === undefined) return null;
    removeLetters(world, at);
    return { kinds: ['missing'], missing: at };
  },

  'a clean record that is not loaded yet is gone': (world, pick) => {
    const at = pick(
      places(world, (partition) => {
        const { rawHighWater } = world.positions[partition]!;
        const above = accepted(world, partition).filter((rawOffset) => rawOffset > rawHighWater);
        const hasLetter = new Set(
          world.logs.dlq[partition]!.records.map((record) => readDeadLetter(record)!.rawOffset),
        );
        return above
          .slice(0, -1)
          .filter((r) => !hasLetter.has(r))
          .map((rawOffset) => ({ partition, rawOffset }));
      }),
    );
    if (at === undefined) return null;
    const clean = world.logs.clean[at.partition]!;
    clean.records = clean.records.filter((record) => rawOffsetOf(record) !== at.rawOffset);
    return { kinds: ['missing'], missing: at };
  },

  'clean tells of a record that raw does not have': (world, pick) => {
    const at = pick(
      places(world, (partition) => accepted(world, partition).map((rawOffset) => ({ partition, rawOffset }))),
    );
    if (at === undefined) return null;
    const raw = world.logs.raw[at.partition]!;
    raw.records = raw.records.filter(({ offset }) => offset !== at.rawOffset);
    return { kinds: ['unknown'], unknown: at };
  },

  'somebody else has written to clean': (world, pick) => {
    const log = pick(world.logs.clean)!;
    append(log, { timestamp: 1, key: null, value: Buffer.from('foreign'), headers: {} });
    return { kinds: ['foreign-message'] };
  },

  'the content of a clean record was changed, and its row after it': (world, pick) => {
    const row = pick(loneRows(world));
    if (row === undefined) return null;
    const { partition, rawOffset } = row;
    const call = { ...row.call, total_amount: '999.99' };
    Object.assign(row, { call, fingerprint: fingerprint(call) });
    for (const record of world.logs.clean[partition]!.records)
      if (rawOffsetOf(record) === rawOffset)
        record.value = cleanValue(partition, rawOffset, call, row.ingestedAt);
    return { kinds: ['altered'], altered: { partition, rawOffset }, amountsAgree: true };
  },

  'the bytes of a dead letter were changed': (world, pick) => {
    const letters = world.logs.dlq.flatMap(({ records }, partition) =>
      records.map((letter) => ({ partition, letter })),
    );
    const changed = pick(letters);
    if (changed === undefined) return null;
    const { partition, letter } = changed;
    letter.value = Buffer.from('other');
    return { kinds: ['altered'], altered: { partition, rawOffset: readDeadLetter(letter)!.rawOffset } };
  },

  'the key of a dead letter was changed': (world, pick) => {
    const letter = pick(world.logs.dlq.flatMap(({ records }) => records));
    if (letter === undefined) return null;
    letter.key = Buffer.from('other');
    return { kinds: ['altered'] };
  },
};
