import type { RefObject } from 'preact';
import { Shape } from '../parts/shape.tsx';
import type { JsonStop } from './where-json-stops.ts';

interface JsonCheckParts {
  stop: JsonStop | null;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** Says while somebody types whether it is JSON, and leads to where it stops being some. It keeps its line. */
export function JsonCheck({ stop, field }: JsonCheckParts) {
  function goThere(at: number): void {
    field.current?.focus();
    field.current?.setSelectionRange(at, at + 1);
  }
  return (
    <p class="json-check doings">
      {stop === null ? (
        <span class="good">
          <Shape tone="good" /> It is JSON.
        </span>
      ) : (
        <>
          <span class="warn">
            <Shape tone="warn" /> Line {stop.line}, column {stop.column}: {stop.says}.
          </span>
          <button type="button" onClick={() => goThere(stop.at)}>
            Go there
          </button>
        </>
      )}
    </p>
  );
}
