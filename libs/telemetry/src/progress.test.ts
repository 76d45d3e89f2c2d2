import { describe, expect, test } from '@jest/globals';
import { createProgress } from './progress.ts';

const raw3 = 'telecom-data.raw/3';

/** Progress with a limit of 60 s, asked every second by a watchdog as time goes on. */
function progressAt(start = 0) {
  const clock = { now: start };
  const progress = createProgress({ stallAfterMs: 60_000, now: () => clock.now });
  progress.stall();
  /** Lets seconds pass; each second `meanwhile` happens and the watchdog asks. Gives what it was told last. */
  function pass(seconds: number, meanwhile: () => void = () => undefined): string | null {
    let told: string | null = null;
    for (let n = 0; n < seconds; n += 1) {
      clock.now += 1_000;
      meanwhile();
      told = progress.stall();
    }
    return told;
  }
  return { clock, progress, pass };
}

describe('a partition', () => {
  test('that has records before it and does not move is a stall, though it is heard of', () => {
    const { progress, pass } = progressAt();
    progress.watch(raw3);
    function hear(): void {
      progress.stands(raw3, 7, 50);
      progress.progress();
    }
    hear();
    expect(pass(59, hear)).toBeNull();
    expect(pass(1, hear)).toContain(`${raw3} has not moved for 60 s`);
  });

  test('that is not heard of is a stall, though all others go on', () => {
    const { progress, pass } = progressAt();
    const others = [0, 1, 2, 4, 5].map((p) => `telecom-data.raw/${p}`);
    for (const place of [...others, raw3]) progress.watch(place);
    let position = 0;
    function othersMove(): void {
      position += 1;
      for (const place of others) progress.stands(place, position, 1_000);
      progress.progress();
    }
    expect(pass(59, othersMove)).toBeNull();
    expect(pass(1, othersMove)).toContain(raw3);
  });

  test('that is heard of at its end is well, for ever', () => {
    const { progress, pass } = progressAt();
    progress.watch(raw3);
    expect(pass(500, () => progress.stands(raw3, 7, 7))).toBeNull();
  });

  test('that moves slowly is well', () => {
    const { progress, pass } = progressAt();
    progress.watch(raw3);
    for (let position = 0; position < 5; position += 1) {
      progress.stands(raw3, position, 50);
      expect(pass(59)).toBeNull();
    }
  });

  test('that takes its time, step by step, is well', () => {
    const { progress, pass } = progressAt();
    progress.watch(raw3);
    for (let step = 0; step < 5; step += 1) {
      progress.moved(raw3);
      expect(pass(59)).toBeNull();
    }
  });

  test('that is no longer held is not waited for, and nothing late of it counts', () => {
    const { progress, pass } = progressAt();
    progress.watch(raw3);
    progress.unwatch(raw3);
    progress.stands(raw3, 1, 5);
    progress.moved(raw3);
    expect(pass(500, () => progress.progress())).toBeNull();
  });

  test('that is watched twice keeps its clock', () => {
    const { progress, pass } = progressAt();
    progress.watch(raw3);
    expect(pass(60, () => progress.watch(raw3))).toContain(raw3);
  });
});

describe('the worker as a whole', () => {
  test('that shows no life is a stall', () => {
    const { pass } = progressAt();
    expect(pass(59)).toBeNull();
    expect(pass(1)).toMatch(/^this worker has not moved for 60 s/);
  });

  test('lives when its loop turns, or when anything moves', () => {
    const { progress, pass } = progressAt();
    expect(pass(500, () => progress.progress())).toBeNull();
    progress.watch(raw3);
    expect(pass(500, () => progress.moved(raw3))).toBeNull();
  });
});

describe('an outage', () => {
  test('whose attempts fail one after the other is no stall, however long it lasts', () => {
    const { progress, pass } = progressAt();
    progress.watch(raw3);
    progress.stands(raw3, 7, 50);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect(pass(30)).toBeNull();
      progress.retrying();
    }
  });

  test('whose attempt neither fails nor ends is one', () => {
    const { progress, pass } = progressAt();
    progress.watch(raw3);
    pass(30);
    progress.retrying();
    expect(pass(59)).toBeNull();
    expect(pass(1)).toContain(raw3);
  });
});

describe('a process that slept', () => {
  test('is given the whole time again', () => {
    const { clock, progress, pass } = progressAt();
    progress.watch(raw3);
    pass(50);
    clock.now += 3_600_000;
    expect(pass(59)).toBeNull();
    expect(pass(2)).toContain(raw3);
  });

  test('for seconds only, as under load, is not', () => {
    const { clock, progress, pass } = progressAt();
    progress.watch(raw3);
    pass(50);
    clock.now += 9_000;
    expect(pass(1)).toContain(raw3);
  });

  test('and whose clock was set back is watched by the new one', () => {
    const { clock, progress, pass } = progressAt(1_000_000_000);
    progress.watch(raw3);
    clock.now -= 3_600_000;
    expect(pass(59)).toBeNull();
    expect(pass(2)).toContain(raw3);
  });
});

test('a look from outside does not count as the watchdog asking', () => {
  const { clock, progress } = progressAt();
  progress.watch(raw3);
  clock.now += 30_000;
  expect(progress.look()).toBeNull();
  clock.now += 30_000;
  expect(progress.look()).toContain(raw3);
  expect(progress.stall()).toBeNull(); // it had slept for a minute, as far as it knows
});
