import type { ComponentChildren } from 'preact';

interface FieldParts {
  label: string;
  /** What to fill in, where the label does not say it all. */
  hint?: string;
  /** As wide as the form. */
  full?: boolean;
  children: ComponentChildren;
}

/** A label over its field. */
export function Field({ label, hint, full = false, children }: FieldParts) {
  return (
    <label class={full ? 'field full' : 'field'}>
      <span>
        {label}
        {hint && <span class="hint"> {hint}</span>}
      </span>
      {children}
    </label>
  );
}
