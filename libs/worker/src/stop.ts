/** A state that no retry mends and that going on would make worse: the worker ends, and its text tells a person what to do. */
export class Stop extends Error {
  override name = 'Stop';
}
