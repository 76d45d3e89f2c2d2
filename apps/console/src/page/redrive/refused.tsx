import type { Redrive } from './use-redrive.ts';

/** Why the console did not take an order. */
export function Refused({ by: { refused } }: { by: Redrive }) {
  if (refused === null) return null;
  return (
    <span class="bad" role="alert">
      {refused.problem}
    </span>
  );
}
