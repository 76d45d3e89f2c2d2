import { useMemo, useState } from 'preact/hooks';
import { useSession } from '../session/session.ts';
import { apiPath } from './api-path.ts';
import { ask, type Trouble } from './ask.ts';
import { useKeepList, useRecalledList } from './use-kept-list.ts';
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
  pages: T[];
  trouble: Trouble | null;
}

type Asked = Record<string, string | number | undefined>;

/**
 * While only the first page is shown it may be kept new; with more of them the list stands still under the reader, also
 * when they come back to it.
 */
export function usePages<T extends { next: string | null }>(
  parts: string[],
  query: Asked = {},
  everyMs: number | null = null,
): Pages<T> {
  const path = apiPath(parts, query);
  // Who signs in next in this tab may not look through all that the one before did.
  const asked = `${useSession().role} ${path}`;
  const recalled = useRecalledList<T>(asked);
  // Of its own for each time that one comes to a list: what was loaded before is not gone on with.
  const begin = useMemo<Behind<T>>(() => ({ pages: recalled?.behind ?? [], trouble: null }), [asked]);
  const [loaded, setLoaded] = useState({ begin, behind: begin });
  const [asking, setAsking] = useState(false);
  const behind = loaded.begin === begin ? loaded.behind : begin;
  const polled = usePolled<T>(path, everyMs, { paused: behind.pages.length > 0 });
  const first =
    polled.view === null && recalled ? { ...polled, view: recalled.view, at: recalled.at } : polled;
  useKeepList(asked, { view: first.view, at: first.at, behind: behind.pages });
  const pages = first.view === null ? [] : [first.view, ...behind.pages];
  const next = pages.at(-1)?.next ?? null;

  async function more(): Promise<void> {
    setAsking(true);
    const answer = await ask<T>(apiPath(parts, { ...query, after: next! }));
    setAsking(false);
    const now =
      answer.kind === 'told'
        ? { pages: [...behind.pages, answer.view], trouble: null }
        : { ...behind, trouble: answer };
    setLoaded({ begin, behind: now });
  }

  function again(): void {
    setLoaded({ begin, behind: { pages: [], trouble: null } });
    first.again();
  }

  return { first, pages, more: next === null ? null : more, asking, moreTrouble: behind.trouble, again };
}
