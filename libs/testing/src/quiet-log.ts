function nothing(): void {
  return undefined;
}

/** A log for tests that look at something else. */
export const quietLog = { debug: nothing, info: nothing, warn: nothing, error: nothing };
