import type { DiffLine } from '../../api.ts';
import { useOverflows } from '../parts/use-overflows.ts';
import { plural } from '../show/plural.ts';
import { foldSame } from './fold-same.ts';

// A sign besides the colour, and an element that says the same to a screen reader.
const signs: Record<DiffLine['kind'], { sign: string; Line: 'ins' | 'del' | 'span' }> = {
  added: { sign: '+', Line: 'ins' },
  removed: { sign: '−', Line: 'del' },
  same: { sign: ' ', Line: 'span' },
};

/** What a version changed of the one before it. */
export function SchemaDiff({ diff, isFirst }: { diff: DiffLine[]; isFirst: boolean }) {
  const [frame, overflows] = useOverflows();
  if (diff.length === 0)
    return <p class="says">{isFirst ? 'The first version.' : 'The version before it is not shown here.'}</p>;
  if (diff.every(({ kind }) => kind === 'same'))
    return <p class="says">The same text as the version before it.</p>;
  const scrolls = overflows ? { tabIndex: 0, role: 'region' as const, 'aria-label': 'What it changed' } : {};
  return (
    <div class="marked-frame diff" ref={frame} {...scrolls}>
      <pre>
        {foldSame(diff).map((part, place) =>
          part.kind === 'fold' ? (
            <span key={place} class="quiet">{`  … ${plural(part.lines, 'line')} the same\n`}</span>
          ) : (
            <SignedLine key={place} line={part.line} />
          ),
        )}
      </pre>
    </div>
  );
}

function SignedLine({ line: { kind, text } }: { line: DiffLine }) {
  const { sign, Line } = signs[kind];
  return <Line>{`${sign} ${text}\n`}</Line>;
}
