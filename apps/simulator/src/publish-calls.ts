import { readDeadLetter } from '@cdr/kafka';
import type { Kind, Sent } from './calls.ts';
import type { Profile } from './profile.ts';
import { topics } from './names.ts';
import type { World } from './world.ts';

/** Publishes records whose story is known: new calls, copies of earlier ones with the same or other content, bad ones. */
export function createPublisher(world: World, { kinds, elsewhere }: Pick<Profile, 'kinds' | 'elsewhere'>) {
  const { random, sent, partitions } = world;
  let calls = 0;

  function publishOne(): void {
    const partition = random.below(partitions);
    // Now and then a copy in another partition, which only the loader can meet.
    const source = sent[partitions === 1 || random.next() >= elsewhere ? partition : 1 - partition]!;
    const earlier = source.length > 0 && random.next() < 0.45 ? recent(source) : null;
    if (earlier === null) {
      calls += 1;
      world.publish(partition, { call: calls, content: 0, kind: kind(), replaces: null });
    } else {
      const content = earlier.content + (random.next() < 0.2 ? 1 : 0);
      world.publish(partition, { call: earlier.call, content, kind: kind(), replaces: null });
    }
  }

  /** A new call in every partition, now and then with another content. */
  function publishEverywhere(): void {
    calls += 1;
    for (let partition = 0; partition < partitions; partition += 1) {
      const content = random.next() < 0.2 ? 1 : 0;
      world.publish(partition, { call: calls, content, kind: 'good', replaces: null });
    }
  }

  function recent(source: readonly Sent[]): Sent {
    return source[source.length - 1 - random.below(Math.min(source.length, 8))]!;
  }

  function kind(): Kind {
    return random.next() < 0.3 ? random.pick(kinds) : 'good';
  }

  /** Sends what stands in a dead letter again, mended or as it is. */
  function redrive(): void {
    const partition = random.below(partitions);
    const letters = world.broker.log(topics.dlq, partition).records.map((letter) => readDeadLetter(letter)!);
    if (letters.length === 0) return;
    // The loader's first: only their originals are clean.
    const ofLoader = letters.filter(({ stage }) => stage === 'load');
    const { rawOffset } = random.pick(ofLoader.length > 0 ? ofLoader : letters);
    const original = sent[partition]!.find(({ offset }) => offset === rawOffset);
    if (original === undefined) return;
    const { call, content } = original;
    const mended: Kind = random.next() < 0.6 ? 'good' : original.kind;
    world.publish(partition, { call, content, kind: mended, replaces: rawOffset });
  }

  return { publishOne, publishEverywhere, redrive };
}
