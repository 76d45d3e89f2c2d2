/** It cannot be stopped, and need not be: nothing is sent. */
export function Looking() {
  return (
    <>
      <p role="status">
        All dead letters are read for it, and the list of what was sent before. Nothing is sent.
      </p>
      <progress aria-label="Looking" />
    </>
  );
}
