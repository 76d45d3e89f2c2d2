interface BarParts {
  /** Of the whole length, from 0 to 1. */
  share: number;
  colour?: string;
}

/** A figure as a length, beside the figure itself. */
export function Bar({ share, colour = 'series-grey' }: BarParts) {
  return (
    <svg class={`bar ${colour}`} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      <rect width={Math.min(1, share) * 100} height="1" fill="currentColor" />
    </svg>
  );
}
