import { readFileSync } from 'node:fs';
import { ConfigError, custom, optional, readConfig, refuse } from '@cdr/worker';
import type { Typed } from '../command.ts';

/** A schema that is to be judged as the next version. */
export interface SchemaFile {
  file: string;
  json: unknown;
}

/** What may be typed behind `schemas`, with a value. */
export const schemasOptions = {
  file: optional(
    custom('--file', {
      help: 'A JSON Schema, to be judged as the next version, before it is released.',
      parse: (file): SchemaFile | ReturnType<typeof refuse> => {
        try {
          return { file, json: JSON.parse(readFileSync(file, 'utf8')) as unknown };
        } catch (error) {
          return refuse(`name a file with JSON (${(error as Error).message})`);
        }
      },
    }),
  ),
};

/** What may be typed behind it without one. */
export const schemasSwitches = ['--offline', '--register'] as const;

/** What was asked for. */
export interface Wanted {
  file: SchemaFile | undefined;
  offline: boolean;
  register: boolean;
}

/** Reads what was typed. @throws ConfigError */
export function readWanted({ values, switches }: Typed): Wanted {
  const { file } = readConfig(values, schemasOptions);
  const [offline, register] = [switches.has('--offline'), switches.has('--register')];
  if (register && (file !== undefined || offline))
    throw new ConfigError([
      '--register is about the released schemas and the registry: without --file and --offline',
    ]);
  return { file, offline, register };
}
