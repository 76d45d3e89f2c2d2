/** Resolves once the condition holds, looking every `everyMs`; 0 looks at each turn of the loop. @throws after 30 s. */
export async function until(holds: () => boolean | Promise<boolean>, everyMs = 0): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`the condition did not hold within 30 s: ${holds.toString()}`);
    await new Promise((resolve) => (everyMs === 0 ? setImmediate(resolve) : setTimeout(resolve, everyMs)));
  }
}
