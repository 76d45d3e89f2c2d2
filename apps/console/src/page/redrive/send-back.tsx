import { useEffect, useState } from 'preact/hooks';
import type { LetterQuery } from '../../api.ts';
import type { Chosen } from '../letters/chosen.ts';
import { useFocusAfter } from '../parts/use-focus-after.ts';
import { useSession } from '../session/session.ts';
import { plural } from '../show/plural.ts';
import { JobState } from './job-state.tsx';
import { OrderForm } from './order-form.tsx';
import { useRedrive } from './use-redrive.ts';
import { useShownJob } from './use-shown-job.ts';

interface SendBackParts {
  query: LetterQuery;
  chosen: Chosen;
  onClear: () => void;
  /** A redrive has ended; letters may have been sent back. */
  onSent: () => void;
}

/** Sends letters back to raw: an order, what it would send, a note, and only then the sending. */
export function SendBack({ query, chosen, onClear, onSent }: SendBackParts) {
  const { role } = useSession();
  const redrive = useRedrive({ live: true });
  const [job, putAside] = useShownJob(redrive);
  const [ordering, setOrdering] = useState(false);
  const stands = job?.phase ?? (ordering ? 'ordering' : 'closed');
  const panel = useFocusAfter<HTMLElement>(stands, job === null || job.id === redrive.ownId);
  useEffect(() => {
    if (stands === 'done' || stands === 'failed') onSent();
  }, [stands]);
  if (role !== 'operator' && job === null) return null;

  function close(): void {
    putAside();
    setOrdering(false);
  }
  return (
    <section
      ref={panel}
      tabIndex={-1}
      class={stands === 'closed' ? 'doings send-back-bar' : 'send-back'}
      aria-label="Send back to raw"
    >
      {job !== null ? (
        <JobState redrive={redrive} job={job} onClose={close} />
      ) : ordering ? (
        <OrderForm redrive={redrive} query={query} chosen={chosen} onClose={close} />
      ) : (
        <>
          <button onClick={() => setOrdering(true)}>Send these back…</button>
          <ChosenCount chosen={chosen} onClear={onClear} />
        </>
      )}
    </section>
  );
}

function ChosenCount({ chosen, onClear }: Pick<SendBackParts, 'chosen' | 'onClear'>) {
  if (chosen.size === 0) return null;
  return (
    <>
      <span>{plural(chosen.size, 'letter')} chosen</span>
      <button class="plain" onClick={onClear}>
        Clear
      </button>
    </>
  );
}
