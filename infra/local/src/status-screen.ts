/** The part of a terminal or a file that is written to. */
export interface Out {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** Where the status line is shown, and the lines that stay. */
export interface StatusScreen {
  /** Whether the next line is due, at `now`, epoch ms. */
  isDue(now: number): boolean;
  /** Shows a line until the next; one that is the same as before is not shown again. */
  show(line: string, now: number): void;
  /** Writes a line that stays. */
  tell(line: string): void;
  /** Takes the status line away. */
  clear(): void;
}

const terminalEveryMs = 2_000;
const logEveryMs = 10_000; // lines that stay, so fewer of them

/** Shows lines in place on a terminal, one below the other elsewhere. */
export function createStatusScreen(out: Out): StatusScreen {
  const everyMs = out.isTTY ? terminalEveryMs : logEveryMs;
  let shownAt: number | null = null;
  let last = '';
  let isUp = false;

  function clear(): void {
    if (isUp) out.write('\r\x1b[K');
    isUp = false;
  }

  function show(line: string, now: number): void {
    shownAt = now;
    if (line === last && (isUp || !out.isTTY)) return;
    last = line;
    clear();
    out.write(out.isTTY ? line.slice(0, (out.columns ?? 80) - 1) : `${line}\n`);
    isUp = out.isTTY === true;
  }

  function tell(line: string): void {
    clear();
    out.write(`${line}\n`);
  }

  return { isDue: (now) => shownAt === null || now - shownAt >= everyMs, show, tell, clear };
}
