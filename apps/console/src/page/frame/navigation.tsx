import { pages } from '../pages.tsx';
import { linkTo } from '../routing/route.ts';

export function Navigation({ current }: { current: string }) {
  return (
    <nav class="navigation" aria-label="Pages">
      <ul>
        {pages.map(({ path, name }) => (
          <li key={path}>
            <a href={linkTo(path)} aria-current={path === current ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
