import { MigrationError } from '@cdr/infra';
import { KafkaError } from '@cdr/kafka';
import { RegistryError } from '@cdr/schema-registry';

/** A step of the setup that failed: what, on which system, why, and which settings to look at. */
export class SetupError extends Error {
  override name = 'SetupError';
}

/** One step: what could not be done if it fails, on which system, and the settings that lead there. */
export interface Step {
  doing: string;
  what: string;
  look: string;
}

/** Does a step of the setup. @throws SetupError */
export async function whileDoing<T>({ doing, what, look }: Step, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new SetupError(
      `${doing} on ${what}: ${reasonOf(error)}. ${adviceFor(error, look)}` +
        'What was made before is kept; run this again then.',
      { cause: error },
    );
  }
}

function adviceFor(error: unknown, look: string): string {
  if (error instanceof MigrationError) return ''; // it says what to do, and the settings led there
  return `${hasAnswered(error) ? '' : 'Is it running? '}Look at ${look}. `;
}

interface SystemError extends Error {
  code?: string;
  errors?: unknown[];
  $metadata?: { httpStatusCode?: number };
  severity?: string;
}

// Kafka by what no new connection cures, S3 by a status, PostgreSQL by how grave it calls it.
function hasAnswered(error: unknown): boolean {
  if (error instanceof KafkaError || error instanceof RegistryError) return !error.retriable;
  if (!(error instanceof Error)) return false;
  const { $metadata, severity } = error as SystemError;
  return $metadata?.httpStatusCode !== undefined || severity !== undefined;
}

/** The reason in an error's own words; a refused connection to several addresses has none, and S3 answers some by number only. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, code, errors, $metadata } = error as SystemError;
  const status = $metadata?.httpStatusCode;
  if (errors?.[0] !== undefined && message === '') return reasonOf(errors[0]);
  const words = message || code || error.name;
  return status === undefined ? words.replace(/\.$/, '') : `${words} (HTTP ${status})`;
}
