import { useEffect, useRef } from 'preact/hooks';

/**
 * For an element that takes the focus when what it shows becomes something else by what the person did: the button that
 * was pressed is gone then, and whoever has only a keyboard would begin at the top of the page.
 */
export function useFocusAfter<E extends HTMLElement>(shown: string, isOwn: boolean) {
  const element = useRef<E>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current !== shown && isOwn) element.current?.focus();
    before.current = shown;
  }, [shown]);
  return element;
}
