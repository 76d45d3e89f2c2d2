import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { Command, Typed } from './command.ts';

/** What was typed behind a command's name. */
export type Arguments = { json: boolean; typed: Typed } | { help: true } | { problem: string };

const help = { type: 'boolean', short: 'h', default: false } as const;
const json = { type: 'boolean', default: false } as const;

/** Reads what was typed behind a command's name; `problem` says in one sentence what is wrong with it. */
export function readArguments(
  args: string[],
  {
    takesJson,
    options = {},
    switches = [],
    argument,
  }: Pick<Command, 'takesJson' | 'options' | 'switches' | 'argument'>,
): Arguments {
  const withValue = Object.values(options).map(({ name }) => [bare(name), { type: 'string' }] as const);
  const without = switches.map((name) => [bare(name), { type: 'boolean' }] as const);
  const known: ParseArgsOptionsConfig = {
    help,
    ...(takesJson && { json }),
    ...Object.fromEntries([...withValue, ...without]),
  };
  try {
    const allowPositionals = argument !== undefined;
    const { values, positionals } = parseArgs({ args, options: known, strict: true, allowPositionals });
    if (values['help'] === true) return { help: true };
    if (positionals.length > 1) return { problem: `Only one ${argument} can be given.` };
    const given = Object.entries(values);
    const texts = given.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return {
      json: values['json'] === true,
      typed: {
        args,
        values: Object.fromEntries(texts.map(([name, text]) => [`--${name}`, text])),
        switches: new Set(switches.filter((name) => values[bare(name)] === true)),
        ...(positionals[0] !== undefined && { argument: positionals[0] }),
      },
    };
  } catch (error) {
    return { problem: `${(error as Error).message}.` };
  }
}

function bare(name: string): string {
  return name.replace(/^--/, '');
}
