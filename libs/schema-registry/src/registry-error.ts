import { OutsideError, passingNetworkCodes } from '@cdr/worker';

/** Trouble with the schema registry; `retriable` says whether it passes by itself. */
export class RegistryError extends OutsideError {
  override name = 'RegistryError';
}

const passing = new Set<string>(passingNetworkCodes);

/** What fetch throws, which wraps what the network said. */
export function toRegistryError(doing: string, error: unknown): RegistryError {
  const { name, message, cause } = error as Error;
  const inner = (cause ?? error) as { code?: unknown; message?: string };
  const code = typeof inner.code === 'string' ? inner.code : name;
  const passes = code === 'TimeoutError' || passing.has(code) || code.startsWith('UND_ERR_');
  const words = code === 'TimeoutError' ? 'no answer in time' : (inner.message ?? message) || code;
  return new RegistryError(`${doing}: ${words.includes(code) ? words : `${words} (${code})`}`, code, passes, {
    cause: error,
  });
}
