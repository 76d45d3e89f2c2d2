import { Shape } from '../parts/shape.tsx';

/** Why loading does not go well, as the loaders and the console say it. */
export function LoadTroubles({ of: troubles }: { of: string[] }) {
  if (troubles.length === 0) return null;
  return (
    <ul class="load-troubles" aria-label="Troubles">
      {troubles.map((trouble) => (
        <li key={trouble}>
          <Shape tone="bad" /> {trouble}
        </li>
      ))}
    </ul>
  );
}
