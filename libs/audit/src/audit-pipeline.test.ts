import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Audit, auditPipeline } from './audit-pipeline.ts';
import type { Found } from './spans.ts';
import { memoryParts } from './testing/memory-parts.ts';
import {
  buildWorld,
  createPipeline,
  expireShare,
  freshPlan,
  type Plan,
  plan,
  share,
} from './testing/pipeline.ts';
import { breaches } from './testing/breaches.ts';
import type { Expected } from './testing/plant.ts';
import { plantsInLedger } from './testing/planted-in-ledger.ts';
import { plantsInLogs } from './testing/planted-in-logs.ts';
import { plantsInTable } from './testing/planted-in-table.ts';
import type { World } from './testing/world.ts';

const plants = { ...plantsInLogs, ...plantsInTable, ...plantsInLedger };

const finds = ['missing', 'unknown', 'lost', 'strayRows', 'repeatedRows'] as const;

/** What the audit found, in the form of what it was to find. */
function told({ problems, partitions }: Audit): Record<string, unknown> {
  // Amounts have a model of their own: below.
  const kinds = [...new Set(problems.map(({ kind }) => kind))].filter((kind) => kind !== 'amounts').sort();
  const places = finds.map((name) => [
    name,
    partitions.flatMap(({ audit }) =>
      offsetsOf(audit[name]).map((rawOffset) => [audit.partition, rawOffset]),
    ),
  ]);
  return { kinds, ...Object.fromEntries(places) };
}

function offsetsOf({ spans }: Found): number[] {
  return spans.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, n) => first + n));
}

function expectedOf(expected: Expected): Record<string, unknown> {
  const places = finds.map((name) => {
    const at = expected[name];
    return [name, at === undefined ? [] : [[at.partition, at.rawOffset]]];
  });
  return { kinds: [...expected.kinds].sort(), ...Object.fromEntries(places) };
}

/** What the rows of each range of the ledger come to, in cents. */
function amountsOf({ ranges, rows }: World): Map<string, number> {
  return new Map(
    ranges.map(({ batchId, partition }) => {
      const ofRange = rows.filter((row) => row.batchId === batchId && row.partition === partition);
      const cents = ofRange.reduce((sum, { call }) => sum + Math.round(Number(call.total_amount) * 100), 0);
      return [`${batchId} ${partition}`, cents];
    }),
  );
}

const oneClean: Plan = {
  partitions: [{ fates: ['clean'], expired: { raw: 0, clean: 0, dlq: 0 } }],
  turns: [],
  settled: 'all',
  most: 1,
};

describe('the audit', () => {
  test('finds nothing wrong with a healthy pipeline, whatever it went through and whatever has expired', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (planned) => {
        const audit = await auditPipeline(memoryParts(buildWorld(planned)));
        expect(audit.problems).toEqual([]);
        expect(audit.partitions.flatMap(({ lonelyLetters }) => lonelyLetters)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('finds nothing wrong while the pipeline goes on, whatever happens between its questions', async () => {
    await fc.assert(
      fc.asyncProperty(
        freshPlan,
        fc.array(fc.array(fc.nat(999), { maxLength: 12 }), { maxLength: 40 }),
        async (planned, traffic) => {
          const { world, turn } = createPipeline(planned);
          for (const number of planned.turns) turn(number);
          const turns = [...traffic];
          const audit = await auditPipeline(memoryParts(world, () => turns.shift()?.forEach(turn)));
          expect(audit.problems).toEqual([]);
          expect(audit.partitions.flatMap(({ lonelyLetters }) => lonelyLetters)).toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('finds nothing wrong while logs lose their starts under its hands', async () => {
    const expiry = fc.record({
      at: fc.nat(60),
      partition: fc.nat(2),
      share: fc.record({ raw: share, clean: share, dlq: share }),
    });
    await fc.assert(
      fc.asyncProperty(plan, fc.array(expiry, { maxLength: 3 }), async (planned, expiries) => {
        const world = buildWorld(planned);
        let answers = 0;
        const parts = memoryParts(world, () => {
          answers += 1;
          for (const { at, partition, share } of expiries)
            if (at === answers) expireShare(world, partition % world.positions.length, share);
        });
        expect((await auditPipeline(parts)).problems).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('counts each record of a healthy pipeline once in each sum', async () => {
    await fc.assert(
      fc.asyncProperty(freshPlan, async (planned) => {
        const world = buildWorld(planned);
        const { partitions } = await auditPipeline(memoryParts(world));
        for (const { audit } of partitions) {
          const { raw, clean, partition } = audit;
          expect(raw.records).toBe(world.logs.raw[partition]!.records.length);
          expect(raw.clean + raw.dead + raw.open + raw.unjudged).toBe(raw.records);
          expect(raw.unjudged + clean.unjudged).toBe(0);
          expect(clean.records).toBe(raw.clean);
          expect(clean.loaded + clean.alreadyLoaded + clean.refused + clean.waiting).toBe(clean.records);
          expect(clean.loaded).toBe(world.rows.filter((row) => row.partition === partition).length);
        }
        const sum = (of: (one: (typeof partitions)[number]) => number) =>
          partitions.reduce((n, one) => n + of(one), 0);
        const batches = world.batches;
        expect(sum(({ audit }) => audit.clean.alreadyLoaded)).toBe(
          batches.reduce((n, { alreadyLoaded }) => n + alreadyLoaded, 0),
        );
      }),
    );
  });

  test('reads no log where S3 lets it list nothing', async () => {
    const denied = new Error('access denied');
    const { world, judgeAll } = createPipeline(oneClean);
    judgeAll();
    const parts = memoryParts(world);
    let opened = 0;
    const kafka = { ...parts.kafka, openReader: () => Promise.reject(new Error(`opened ${(opened += 1)}`)) };
    function list(): never {
      throw denied;
    }
    await expect(auditPipeline({ ...parts, kafka, store: { list } })).rejects.toBe(denied);
    expect(opened).toBe(0);
  });

  test('does not hold when rows that disagreed are put right while it looks at them', async () => {
    const { world, judgeAll, loadAll } = createPipeline(oneClean);
    judgeAll();
    loadAll();
    const row = world.rows[0]!;
    const { call } = row;
    row.call = { ...call, caller_name: 'Eve' };
    const parts = memoryParts(world);
    const { rowsOf } = parts.ledger;
    async function rowsPutRight(...asked: Parameters<typeof rowsOf>): Promise<void> {
      row.call = call;
      await rowsOf(...asked);
    }
    const ledger = { ...parts.ledger, rowsOf: rowsPutRight };
    const { problems } = await auditPipeline({ ...parts, ledger });
    expect(problems).toEqual([
      {
        kind: 'altered',
        partition: 0,
        says: expect.stringMatching(/^the rows of batch .* Run the audit again$/),
      },
    ]);
  });

  test('tells of a conflict that is in no range of the ledger, though it has its letter', async () => {
    const [{ expired }] = oneClean.partitions as [Plan['partitions'][number]];
    const { world, judgeAll, loadAll } = createPipeline({
      ...oneClean,
      partitions: [{ fates: ['clean', 'conflict'], expired }],
    });
    judgeAll();
    loadAll();
    world.ranges = world.ranges.slice(0, 1);
    world.batches = world.batches.slice(0, 1);
    const { problems } = await auditPipeline(memoryParts(world));
    expect(problems).toMatchObject([{ kind: 'range-gap', partition: 0 }]);
  });

  test.each(Object.entries(plants))('finds exactly it when %s', async (_, plant) => {
    let planted = 0;
    await fc.assert(
      fc.asyncProperty(freshPlan, fc.nat(), async (planned, choice) => {
        const world = buildWorld(planned);
        const before = amountsOf(world);
        const expected = plant(world, (candidates) => candidates[choice % candidates.length]);
        if (expected === null) return;
        planted += 1;
        const audit = await auditPipeline(memoryParts(world));
        expect(told(audit)).toEqual(expectedOf(expected));
        const after = amountsOf(world);
        const differ = [...after].filter(([range, cents]) => before.get(range) !== cents);
        const says = audit.problems.filter(({ kind }) => kind === 'amounts');
        expect(says).toHaveLength(expected.amountsAgree === true ? 0 : differ.length);
        if (expected.altered !== undefined) {
          const { partition, rawOffset } = expected.altered;
          const [problem] = audit.problems;
          expect(problem).toMatchObject({ partition });
          expect(problem!.says).toContain(`telecom-data.raw/${partition} offset ${rawOffset} `);
        }
      }),
      { numRuns: 300 },
    );
    expect(planted).toBeGreaterThan(10);
  });

  test('never says that it holds where one thing is wrong, whatever it is', async () => {
    const names = Object.keys({ ...plants, ...breaches });
    const planted = new Set<string>();
    await fc.assert(
      fc.asyncProperty(freshPlan, fc.constantFrom(...names), fc.nat(), async (planned, name, choice) => {
        const world = buildWorld(planned);
        const plant = { ...plants, ...breaches }[name]!;
        if (plant(world, (candidates) => candidates[choice % candidates.length]) === null) return;
        planted.add(name);
        expect((await auditPipeline(memoryParts(world))).problems).not.toEqual([]);
      }),
      { numRuns: 3_000 },
    );
    expect([...planted].sort()).toEqual(names.sort());
  });
});
