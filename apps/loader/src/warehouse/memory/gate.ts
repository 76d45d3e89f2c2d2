/** The lock on the gate's table: one holder at a time. */
export interface Gate {
  readonly holder: object | null;
  take(by: object): void;
  release(by: object): void;
}

/** A gate that nobody holds. */
export function createGate(): Gate {
  let holder: object | null = null;
  return {
    get holder() {
      return holder;
    },
    take(by) {
      if (holder !== null && holder !== by)
        throw new Error('the gate is held: whoever waits for it must wait');
      holder = by;
    },
    release(by) {
      if (holder === by) holder = null;
    },
  };
}
