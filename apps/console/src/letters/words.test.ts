import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createWords } from './words.ts';

type Step = { hold: string } | { release: number };

const steps = fc.array(
  fc.oneof(
    fc.record({ hold: fc.constantFrom('', 'a', 'b', 'c', 'd') }),
    fc.record({ release: fc.nat(20) }),
  ) as fc.Arbitrary<Step>,
  { maxLength: 60 },
);

test('a text keeps its number while somebody holds it, and no two texts have the same', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const words = createWords();
      const held: { text: string; id: number }[] = [];
      let most = 0;
      for (const step of script) {
        if ('hold' in step) held.push({ text: step.hold, id: words.hold(step.hold) });
        else if (held.length > 0) words.release(held.splice(step.release % held.length, 1)[0]!.id);
        const ids = new Map(held.map(({ text, id }) => [text, id]));
        for (const { text, id } of held) expect([words.text(id), ids.get(text)]).toEqual([text, id]);
        expect(new Set(ids.values()).size).toBe(ids.size);
        most = Math.max(most, ids.size);
        // A number that nobody holds is given to the next text.
        expect(words.bound()).toBe(most);
      }
    }),
  );
});
