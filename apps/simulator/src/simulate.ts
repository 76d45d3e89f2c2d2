import { createRandom } from '@cdr/generator';
import { migration } from '@cdr/infra/migration';
import type { MemoryDatabase } from '@cdr/loader/memory';
import type { Fault } from './judge-logs.ts';
import type { Weather } from './network.ts';
import type { Profile } from './profile.ts';
import { createRun } from './run.ts';
import { createScheduler } from './scheduler.ts';
import { installVirtualTime } from './virtual-time.ts';
import { topics } from './names.ts';
import { begin, createWorld } from './world.ts';

/** What a run came to. */
export interface RunResult {
  seed: number;
  /** Empty where the promise holds. */
  faults: Fault[];
  steps: number;
  records: number;
  trace: readonly string[];
}

export interface RunOptions {
  profile: Profile;
  seed: number;
  /** Of this process's own; every run begins with it emptied. */
  database: MemoryDatabase;
  scratchFolder: string;
  keepTrace: boolean;
}

/** One schedule of the production workers over twins of the parts, by a seed: under faults, then to the end, then judged. */
export async function simulate({
  profile,
  seed,
  database,
  scratchFolder,
  keepTrace,
}: RunOptions): Promise<RunResult> {
  const random = createRandom(seed, 0);
  const time = installVirtualTime(begin, () => random.next());
  try {
    const scheduler = createScheduler(time, random, keepTrace);
    const world = createWorld({ partitions: random.pick(profile.partitions), scheduler, random, time });
    const weather: Weather = { badness: profile.network };
    await database.reset(profile.loaders ? migration(topics.clean, world.partitions) : []);
    const run = createRun(world, weather, profile, {
      database,
      staged: new Map(),
      objects: [],
      scratchFolder,
    });
    await run.underFaults();
    weather.badness = 0;
    await run.toTheEnd();
    return {
      seed,
      faults: (await run.judge()).filter(({ kind }) => profile.tolerates?.includes(kind) !== true),
      steps: scheduler.steps,
      records: world.sent.flat().length,
      trace: scheduler.trace,
    };
  } finally {
    time.uninstall();
  }
}
