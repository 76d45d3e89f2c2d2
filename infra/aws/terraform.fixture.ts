import { readdirSync, readFileSync } from 'node:fs';
import { parse } from '@cdktn/hcl2json';

/** A block's arguments and inner blocks; what is an expression stands as text: `${…}`. */
export type Block = Record<string, unknown>;

/** Blocks by their labels: each body of `resource "type" "name"` is in resource[type][name]. */
export interface Configuration {
  terraform: Block[];
  variable: Record<string, Block[]>;
  output: Record<string, Block[]>;
  locals: Block[];
  resource: Record<string, Record<string, Block[]>>;
  data: Record<string, Record<string, Block[]>>;
}

/** A statement of an IAM policy. */
export interface Statement {
  effect?: string;
  actions: string[];
  resources?: string[];
  principals?: { type: string; identifiers: string[] }[];
  condition?: { test: string; variable: string; values: string[] }[];
}

const folder = new URL('./', import.meta.url);

/** The .tf files of this folder, with their text. */
export const files = readdirSync(folder)
  .filter((name) => name.endsWith('.tf'))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

/** Terraform reads a folder as one configuration. */
export const configuration = (await parse(
  'infra/aws',
  files.map(({ text }) => text).join('\n'),
)) as unknown as Configuration;

/** The one body of a resource. */
export function resource(type: string, name: string): Block {
  return configuration.resource[type]![name]![0]!;
}

/** The statements of each policy document, by its name. */
export const policies: Record<string, Statement[]> = Object.fromEntries(
  Object.entries(configuration.data['aws_iam_policy_document']!).map(([name, [document]]) => [
    name,
    document!['statement'] as Statement[],
  ]),
);
