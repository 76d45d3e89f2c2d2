import type { Log, LogFields } from '@cdr/telemetry';

/** What is said about the end of a worker: in its log, or on stderr as long as there is none. */
export interface LastWords {
  use(log: Log): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(error: unknown, message: string): void;
}

/** Speaks to stderr until `use` names a log. */
export function createLastWords(name: string, host: { stderr: { write(text: string): unknown } }): LastWords {
  let log: Log | undefined;
  function write(message: string) {
    host.stderr.write(`${name}: ${message}\n`);
  }
  return {
    use: (given) => {
      log = given;
    },
    info: (fields, message) => (log ? log.info(fields, message) : write(message)),
    warn: (fields, message) => (log ? log.warn(fields, message) : write(message)),
    error: (error, message) => {
      const err = error instanceof Error ? error : new Error(String(error));
      if (log) log.error({ err }, message);
      else write(err.message);
    },
  };
}
