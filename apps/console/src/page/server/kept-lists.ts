import type { Heard } from './heard.ts';

/** A list as it was left: its pages, and the link that led away from it. */
export interface KeptList<T> extends Pick<Heard<T>, 'view' | 'at'> {
  /** The pages behind the first one. */
  behind: T[];
  followed: string | null;
}

/** Lists by entries of the browser's history: whoever goes back finds one as it was, whoever follows a link a new one. */
export interface KeptLists {
  /** What was kept of this list at the entry that is shown; null when nothing was. */
  recall<T>(asked: string): KeptList<T> | null;
  /** Keeps a list at the entry that is shown. */
  keep<T>(asked: string, list: KeptList<T>): void;
}

// About as many entries as browsers have of a tab.
const mostKept = 50;

/** None kept yet, as after a reload: lists are in memory, and the history holds their names alone. */
export function createKeptLists(history: Pick<History, 'state' | 'replaceState'>): KeptLists {
  const lists = new Map<number | undefined, { asked: string; list: KeptList<unknown> }>();

  function nameShown(): number | undefined {
    return (history.state as { list: number } | null)?.list;
  }

  function nameAnew(): number {
    // Entries from before a reload have names too, and none must be met again.
    const list = Math.random();
    history.replaceState({ list }, '');
    return list;
  }

  return {
    recall<T>(asked: string) {
      const kept = lists.get(nameShown());
      return kept?.asked === asked ? (kept.list as KeptList<T>) : null;
    },
    keep(asked, list) {
      const name = nameShown() ?? nameAnew();
      lists.delete(name);
      lists.set(name, { asked, list });
      if (lists.size > mostKept) lists.delete(lists.keys().next().value!);
    },
  };
}
