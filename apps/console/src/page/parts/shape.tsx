/** How good or bad something is. Each has a shape of its own, for whoever does not see the colours. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

// In a square of 12.
const outlines: Record<Tone, string> = {
  good: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1',
  warn: 'M6 1 11.5 11H.5z',
  bad: 'M6 0l6 6-6 6-6-6z',
  quiet: 'M1 5h10v2H1z',
};

export function Shape({ tone }: { tone: Tone }) {
  return (
    <svg class={`shape ${tone}`} viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
      <path d={outlines[tone]} fill="currentColor" />
    </svg>
  );
}
