import { useEffect, useRef } from 'preact/hooks';
import { pages } from '../pages.tsx';
import { useRoute } from '../routing/use-route.ts';
import { Navigation } from './navigation.tsx';
import { TopLine } from './top-line.tsx';

/** What is around each page: top line, navigation, and the place that the page is shown in. */
export function Shell() {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const arrived = useRef(false);
  const page = pages.find(({ path }) => path === route.page) ?? pages[0];
  // One letter, one batch: each is a page of its own to whoever reads; another filter is not.
  const one = route.parts.join('/');

  useEffect(() => {
    document.title = `${[page.name, one].join(' ').trim()} – Call records`;
    // Whoever came by keyboard goes on in the new page; at the first page, at the top.
    if (arrived.current) {
      scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
    arrived.current = true;
  }, [page, one]);

  return (
    <div class="shell">
      <SkipLink to={main} />
      <TopLine />
      <Navigation current={page.path} />
      <main ref={main} id="main" tabIndex={-1}>
        <page.Show key={page.path} route={route} />
      </main>
    </div>
  );
}

// A link to #main would be a route.
function SkipLink({ to }: { to: { current: HTMLElement | null } }) {
  return (
    <button class="skip-link" onClick={() => to.current?.focus()}>
      Skip to the page
    </button>
  );
}
