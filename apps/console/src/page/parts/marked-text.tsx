import type { MarkedText as Marked } from '../../api.ts';
import { cutAtMarks } from './marked-pieces.ts';
import { useOverflows } from './use-overflows.ts';

/** Text out of a record, as it is, with what is to be looked at marked. Always text nodes: it may hold anything. */
export function MarkedText({ of, label }: { of: Marked; label: string }) {
  const [frame, overflows] = useOverflows();
  const scrolls = overflows ? { tabIndex: 0, role: 'region' as const, 'aria-label': label } : {};
  return (
    <div class="marked-text">
      {of.masked && <p class="masked-note">Names and numbers are masked.</p>}
      <div class="marked-frame" ref={frame} {...scrolls}>
        <pre>
          {cutAtMarks(of).map(({ text, marked }, place) =>
            marked ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>,
          )}
        </pre>
      </div>
    </div>
  );
}
