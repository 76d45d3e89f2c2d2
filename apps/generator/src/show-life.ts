const everyMs = 1_000;

/**
 * Passes chunks on, and calls `alive` each second while the next one is awaited: a pipe that is quiet is no stall, but its
 * writer's business.
 */
export async function* showLife(
  chunks: AsyncIterable<Buffer>,
  alive: () => void,
): AsyncGenerator<Buffer, void> {
  let isAwaited = true;
  const timer = setInterval(() => {
    if (isAwaited) alive();
  }, everyMs);
  try {
    for await (const chunk of chunks) {
      isAwaited = false;
      yield chunk;
      isAwaited = true;
    }
  } finally {
    clearInterval(timer);
  }
}
