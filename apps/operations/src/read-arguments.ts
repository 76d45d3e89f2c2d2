import { parseArgs } from 'node:util';

/** What was typed behind a command's name. */
export type Arguments = { json: boolean } | { help: true } | { problem: string };

const help = { type: 'boolean', short: 'h', default: false } as const;
const json = { type: 'boolean', default: false } as const;

/** Reads what was typed behind a command's name; `problem` says in one sentence what is wrong with it. */
export function readArguments(args: string[], takesJson: boolean): Arguments {
  try {
    const options = takesJson ? { help, json } : { help };
    const { values } = parseArgs({ args, options, strict: true });
    return values.help ? { help: true } : { json: 'json' in values && values.json === true };
  } catch (error) {
    return { problem: `${(error as Error).message}.` };
  }
}
