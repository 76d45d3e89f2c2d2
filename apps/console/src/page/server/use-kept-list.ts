import { useEffect, useMemo } from 'preact/hooks';
import { createKeptLists, type KeptList } from './kept-lists.ts';

const lists = createKeptLists(history);

/** The list as it was left here, at the link that was followed; null to whoever did not come back to it. */
export function useRecalledList<T>(asked: string): KeptList<T> | null {
  const recalled = useMemo(() => lists.recall<T>(asked), [asked]);
  useEffect(() => {
    if (!recalled?.followed) return;
    const link = `a[href="${CSS.escape(recalled.followed)}"]`;
    // Later than the shell, which begins each page at its top. Lists scroll in frames of their own: the focus finds its way.
    const timer = setTimeout(() => document.querySelector<HTMLElement>(link)?.focus());
    return () => clearTimeout(timer);
  }, [recalled]);
  return recalled;
}

/** Keeps a list here as it is shown, for whoever comes back to it. */
export function useKeepList<T>(asked: string, { view, at, behind }: Omit<KeptList<T>, 'followed'>): void {
  useEffect(() => {
    if (view === null) return;
    function keep(followed: string | null): void {
      lists.keep(asked, { view, at, behind, followed });
    }
    function follow({ target }: MouseEvent): void {
      const link = (target as Element).closest('a');
      if (link) keep(link.getAttribute('href'));
    }
    keep(lists.recall(asked)?.followed ?? null);
    addEventListener('click', follow);
    return () => removeEventListener('click', follow);
  }, [asked, view, behind]);
}
