import { useState } from 'preact/hooks';
import { apiPath } from './api-path.ts';
import { ask, type Trouble } from './ask.ts';
import { type Polled, usePolled } from './use-polled.ts';

/** A list that comes in pages, each asked for from where the one before ended. */
export interface Pages<T> {
  first: Polled<T>;
  /** Those that are there, the first included. */
  pages: T[];
  /** Asks for the page behind the last one; null at the end. */
  more: (() => Promise<void>) | null;
  asking: boolean;
  /** Why the page behind the last one did not come. */
  moreTrouble: Trouble | null;
  /** Begins anew. */
  again: () => void;
}

interface Behind<T> {
  path: string;
  pages: T[];
  trouble: Trouble | null;
}

type Asked = Record<string, string | number | undefined>;

/** While only the first page is shown it may be kept new; with more of them the list stands still under the reader. */
export function usePages<T extends { next: string | null }>(
  parts: string[],
  query: Asked = {},
  everyMs: number | null = null,
): Pages<T> {
  const path = apiPath(parts, query);
  const [kept, setKept] = useState<Behind<T>>({ path, pages: [], trouble: null });
  const [asking, setAsking] = useState(false);
  const behind = kept.path === path ? kept : { path, pages: [], trouble: null };
  const first = usePolled<T>(path, everyMs, { paused: behind.pages.length > 0 });
  const pages = first.view === null ? [] : [first.view, ...behind.pages];
  const next = pages.at(-1)?.next ?? null;

  async function more(): Promise<void> {
    setAsking(true);
    const answer = await ask<T>(apiPath(parts, { ...query, after: next! }));
    setAsking(false);
    setKept(
      answer.kind === 'told'
        ? { path, pages: [...behind.pages, answer.view], trouble: null }
        : { ...behind, trouble: answer },
    );
  }

  function again(): void {
    setKept({ path, pages: [], trouble: null });
    first.again();
  }

  return { first, pages, more: next === null ? null : more, asking, moreTrouble: behind.trouble, again };
}
