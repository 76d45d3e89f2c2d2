import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { flowView } from './flow-view.ts';
import { lookAt, pipeline } from './looks.fixture.ts';

/** What happens between two looks: records that come, and how far validators and loaders get on. */
const steps = fc.array(
  fc.record({
    come: fc.nat(3),
    validated: fc.nat(4),
    loaded: fc.nat(4),
    isSeen: fc.boolean(),
    pass: fc.nat(5_000),
  }),
  { minLength: 1, maxLength: 30 },
);
const unknown = { validator: () => undefined, loader: () => undefined };

test('no record that came before the moment until which the table is complete is on its way still', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const arrivals: number[] = [];
      let [now, validated, loaded] = [0, 0, 0];
      const looks = script.map(({ come, validated: more, loaded: rows, isSeen, pass }) => {
        now += 1 + pass;
        for (let n = 0; n < come; n += 1) arrivals.push(now);
        validated = Math.min(arrivals.length, validated + more);
        loaded = Math.min(validated, loaded + rows);
        now += 1;
        const outage = isSeen ? {} : { warehouseDown: 'gone' };
        return lookAt(now, {
          raw: [arrivals.length],
          validated: [validated],
          clean: [validated],
          loaded: [loaded],
          ...outage,
        });
      });
      const facts = { looks, pipeline, times: unknown, sourceAt: null, badShare: null, unloadable: 0 };
      const { completeUntil } = flowView(facts);
      const oldest = arrivals[loaded] ?? now;
      expect(completeUntil ?? 0).toBeLessThanOrEqual(oldest);
    }),
    { numRuns: 1_000 },
  );
});
