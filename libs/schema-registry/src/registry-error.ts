import { OutsideError } from '@cdr/worker';

/** Trouble with the schema registry; `retriable` says whether it passes by itself. */
export class RegistryError extends OutsideError {
  override name = 'RegistryError';
}
