/** Something opened that must be closed. */
export interface Part {
  close(): Promise<void> | void;
}

/** The parts of a worker, in the order they were opened. */
export interface Parts {
  /** Keeps a part, or the promise of one, for closing. */
  open<P extends Part>(part: P | Promise<P>): Promise<P>;
  /** Closes last to first, all of them whatever happens; resolves with what went wrong. */
  closeAll(): Promise<unknown[]>;
}

/** An empty list of parts. */
export function createParts(): Parts {
  const parts: Part[] = [];
  return {
    async open(part) {
      const opened = await part;
      parts.push(opened);
      return opened;
    },
    async closeAll() {
      const errors: unknown[] = [];
      for (let part = parts.pop(); part; part = parts.pop()) {
        try {
          await part.close();
        } catch (error) {
          errors.push(error);
        }
      }
      return errors;
    },
  };
}
