/** Whatever is stopped when another does not start. */
interface Stoppable {
  stop(): Promise<void>;
}

/** Starts all side by side. @throws what the first of them throws that does not start, with nothing left running */
export async function startAll<Parts extends Record<string, Stoppable>>(starts: {
  [Name in keyof Parts]: () => Promise<Parts[Name]>;
}): Promise<Parts> {
  const names = Object.keys(starts);
  const ends = await Promise.allSettled(names.map(async (name) => starts[name]!()));
  const running = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(running.map((part) => part.stop()));
    throw failed.reason;
  }
  const parts: Record<string, Stoppable> = Object.fromEntries(names.map((name, n) => [name, running[n]!]));
  return parts as Parts;
}
