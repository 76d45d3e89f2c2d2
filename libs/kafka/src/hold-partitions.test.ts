import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { type HoldOptions, holdPartitions } from './hold-partitions.ts';
import { type GroupMember, type GroupOptions, type Kafka, KafkaError } from './kafka.ts';

/** A Kafka whose group assigns what the test says. */
function scriptedGroup() {
  const joined = Promise.withResolvers<null>();
  const events: string[] = [];
  let options: GroupOptions | undefined;
  const member: GroupMember = {
    commit: async (positions) => positions.length > 0,
    close: async () => void events.push('left'),
  };
  async function joinGroup(given: GroupOptions): Promise<GroupMember> {
    options = given;
    events.push('joining');
    await joined.promise;
    return member;
  }
  const kafka = { joinGroup } as unknown as Kafka;
  return { kafka, events, joined, group: () => options! };
}

/** Work that goes on until its signal aborts and then takes as long to settle as the test wants. */
function scriptedWork(events: string[]) {
  const settling: (() => void)[] = [];
  const signals: AbortSignal[] = [];
  let running = 0;
  async function work(partitions: number[], signal: AbortSignal): Promise<void> {
    running += 1;
    events.push(`work on ${partitions.join()}${running > 1 ? ' overlaps' : ''}`);
    signals.push(signal);
    await new Promise<void>((resolve) => settling.push(resolve));
    events.push(`settled ${partitions.join()}`);
    running -= 1;
  }
  return { work, settling, signals };
}

function hold(script: ReturnType<typeof scriptedGroup>, work: HoldOptions['work'], signal: AbortSignal) {
  const held = holdPartitions({ kafka: script.kafka, group: 'g', topic: 'raw', work, signal });
  held.catch(() => undefined);
  return held;
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('holding partitions', () => {
  test('voids what was held at once, but starts on the new ones when the old work has settled', async () => {
    const script = scriptedGroup();
    const { work, settling, signals } = scriptedWork(script.events);
    const stop = new AbortController();
    const held = hold(script, work, stop.signal);
    script.joined.resolve(null);
    script.group().onAssigned([0, 1]);
    await turn();
    script.group().onAssigned([1]);
    expect(signals[0]!.aborted).toBe(true);
    await turn();
    expect(script.events).toEqual(['joining', 'work on 0,1']);
    settling[0]!();
    await turn();
    expect(script.events).toEqual(['joining', 'work on 0,1', 'settled 0,1', 'work on 1']);
    stop.abort();
    settling[1]!();
    await held;
  });

  test('skips assignments that were overtaken while the old work settled', async () => {
    const script = scriptedGroup();
    const { work, settling } = scriptedWork(script.events);
    const stop = new AbortController();
    const held = hold(script, work, stop.signal);
    script.joined.resolve(null);
    script.group().onAssigned([0]);
    await turn();
    for (const partitions of [[1], [], [2]]) script.group().onAssigned(partitions);
    settling[0]!();
    await turn();
    stop.abort();
    settling[1]!();
    await held;
    expect(script.events).toEqual(['joining', 'work on 0', 'settled 0', 'work on 2', 'settled 2', 'left']);
  });

  test('starts at once on partitions assigned before the join has resolved', async () => {
    const script = scriptedGroup();
    const stop = new AbortController();
    const commits: boolean[] = [];
    const first = Promise.withResolvers<null>();
    const held = hold(
      script,
      async (_, signal, committer) => {
        commits.push(await committer.commit([{ partition: 0, offset: 1 }]));
        first.resolve(null);
        await turn();
        commits.push(await committer.commit([{ partition: 0, offset: 1 }]));
        if (!signal.aborted) stop.abort();
      },
      stop.signal,
    );
    script.group().onAssigned([0]);
    await first.promise;
    script.joined.resolve(null);
    await held;
    expect(commits).toEqual([false, true]);
  });

  test('lets work settle and then leaves the group when the signal aborts', async () => {
    const script = scriptedGroup();
    const { work, settling, signals } = scriptedWork(script.events);
    const stop = new AbortController();
    const held = hold(script, work, stop.signal);
    script.joined.resolve(null);
    script.group().onAssigned([3]);
    await turn();
    stop.abort();
    await turn();
    expect(signals[0]!.aborted).toBe(true);
    expect(script.events).not.toContain('left');
    settling[0]!();
    await held;
    expect(script.events.slice(-2)).toEqual(['settled 3', 'left']);
  });

  test('joins nothing when the signal has aborted before', async () => {
    const script = scriptedGroup();
    await hold(script, async () => undefined, AbortSignal.abort());
    expect(script.events).toEqual([]);
  });

  test('leaves the group and throws what the work threw', async () => {
    const script = scriptedGroup();
    const bug = new Error('a bug');
    const held = hold(script, () => Promise.reject(bug), new AbortController().signal);
    script.joined.resolve(null);
    script.group().onAssigned([0]);
    script.group().onAssigned([1]);
    await expect(held).rejects.toBe(bug);
    expect(script.events).toEqual(['joining', 'left']);
  });

  test('leaves the group and throws what the work threw while it settled after the signal', async () => {
    const script = scriptedGroup();
    const stop = new AbortController();
    const full = new Error('the disk is full');
    async function work(_: number[], signal: AbortSignal): Promise<void> {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      throw full;
    }
    const held = hold(script, work, stop.signal);
    script.joined.resolve(null);
    script.group().onAssigned([0]);
    await turn();
    stop.abort();
    await expect(held).rejects.toBe(full);
    expect(script.events).toEqual(['joining', 'left']);
  });

  test('leaves nothing at the signal, however often membership is lost', async () => {
    const { signal } = new AbortController();
    const script = scriptedGroup();
    const held = hold(script, async () => undefined, signal);
    script.joined.resolve(null);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    script.group().onLost(new KafkaError('being a member', 'UNKNOWN_MEMBER_ID', true));
    await expect(held).rejects.toThrow('being a member');
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  test('ends the work, lets it settle, and throws when membership is lost', async () => {
    const script = scriptedGroup();
    const { work, settling, signals } = scriptedWork(script.events);
    const held = hold(script, work, new AbortController().signal);
    script.joined.resolve(null);
    script.group().onAssigned([0]);
    await turn();
    const lost = new KafkaError('being a member', 'KafkaJSConnectionError', true);
    script.group().onLost(lost);
    await turn();
    expect(signals[0]!.aborted).toBe(true);
    settling[0]!();
    await expect(held).rejects.toBe(lost);
    expect(script.events.slice(-2)).toEqual(['settled 0', 'left']);
  });

  test('throws what joining threw', async () => {
    const script = scriptedGroup();
    const held = hold(script, async () => undefined, new AbortController().signal);
    script.joined.reject(new Error('no coordinator'));
    await expect(held).rejects.toThrow('no coordinator');
  });
});

describe('standing by', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] }));
  afterEach(() => void jest.useRealTimers());

  function standBy() {
    const script = scriptedGroup();
    const { work, settling } = scriptedWork(script.events);
    const stop = new AbortController();
    let idles = 0;
    const held = holdPartitions({
      kafka: script.kafka,
      group: 'g',
      topic: 'raw',
      work,
      idle: () => (idles += 1),
      signal: stop.signal,
    });
    held.catch(() => undefined);
    function idledIn(seconds: number): number {
      const before = idles;
      jest.advanceTimersByTime(seconds * 1_000);
      return idles - before;
    }
    return { ...script, settling, stop, held, idledIn, idles: () => idles };
  }

  test('a member is idle at once and then each second, for as long as it holds nothing', async () => {
    const { joined, group, idledIn, idles, settling, stop, held } = standBy();
    joined.resolve(null);
    expect(idledIn(3)).toBe(0); // nobody knows yet what it will hold
    group().onAssigned([]);
    expect(idles()).toBe(1);
    expect(idledIn(3)).toBe(3);
    group().onAssigned([]);
    expect(idledIn(3)).toBe(3); // one pulse, not two
    group().onAssigned([2]);
    expect(idledIn(3)).toBe(0);
    await turn();
    group().onAssigned([]);
    settling[0]!();
    expect(idledIn(3)).toBe(3);
    stop.abort();
    await held;
    expect(idledIn(3)).toBe(0);
  });

  test('a member that is thrown out is idle no more', async () => {
    const { joined, group, idledIn, idles, held } = standBy();
    joined.resolve(null);
    group().onAssigned([]);
    await turn();
    group().onLost(new KafkaError('being a member', 'UNKNOWN_MEMBER_ID', true));
    await expect(held).rejects.toThrow('being a member');
    const before = idles();
    group().onAssigned([]); // too late
    expect(idledIn(3)).toBe(0);
    expect(idles()).toBe(before);
  });
});
