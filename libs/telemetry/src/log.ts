import { destination, type DestinationStream, pino, stdTimeFunctions } from 'pino';

/** Facts beside the message. Never a payload, a name, a phone number or a secret. */
export type LogFields = Record<string, unknown>;

/** All that a library may ask of a logger, so that none of them knows which one it is. */
export interface Log {
  /** What happens all the time when all is well: seen only when somebody asks for it. */
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** JSON lines on stdout: ISO time, level as a word, worker. An Error goes in the field `err`. */
export function createLog(
  worker: string,
  level: LogLevel,
  // Written at once, in order: the line about a crash must be out before the process is gone.
  to: DestinationStream = destination({ dest: 1, sync: true }),
): Log {
  const options = {
    level,
    base: { worker },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (word: string) => ({ level: word }) },
  };
  return pino(options, to);
}
