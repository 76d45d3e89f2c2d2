import type { ComponentChildren } from 'preact';
import { Shape, type Tone } from './shape.tsx';

interface NoticeParts {
  /** One sentence. */
  title: string;
  tone?: Tone;
  /** What to do about it. */
  children?: ComponentChildren;
}

/** In the place of what is not there: an empty state, or trouble. */
export function Notice({ title, tone = 'quiet', children }: NoticeParts) {
  return (
    <div class="notice" role={tone === 'bad' ? 'alert' : undefined}>
      <p>
        {tone !== 'quiet' && <Shape tone={tone} />} {title}
      </p>
      {children}
    </div>
  );
}
