import { findRefused, type Refused } from './find-refused.ts';
import { fieldOf, isNamed, type JsonSchema, type Version } from './json-schema.ts';
import { saySchema } from './say-schema.ts';

/** What is refused, of the records of these writers: several versions may be refused for the same. */
type Sentence = (writers: string) => string;

/** In sentences what of the records by older versions a newer one does not read; none when it reads them all. */
export function judgeRecords(newer: Version, olders: readonly Version[]): string[] {
  const found = new Map<string, { say: Sentence; versions: number[] }>();
  for (const { version, schema } of olders)
    for (const refused of findRefused(schema, newer.schema)) {
      const key = sentenceOf({ ...refused, example: undefined }, schema, newer)('');
      const { say, versions } = found.get(key) ?? { say: sentenceOf(refused, schema, newer), versions: [] };
      found.set(key, { say, versions: [...versions, version] });
    }
  return [...found.values()].map(({ say, versions }) => say(names(versions)));
}

function sentenceOf(refused: Refused, older: JsonSchema, newer: Version): Sentence {
  return sentences[refused.kind](refused, older, newer);
}

const sentences: Record<Refused['kind'], typeof sentenceOf> = {
  missing: sayMissing,
  unknown: sayUnknown,
  value: sayValue,
  record:
    (_refused, _older, { version }) =>
    (writers) =>
      `v${version} does not take records by ${writers} at all`,
};

function sayMissing({ field }: Refused, older: JsonSchema, { version }: Version): Sentence {
  const lack = fieldOf(older, field) === null ? 'do not have it' : 'may lack it';
  return (writers) => `${field}: v${version} requires it, records by ${writers} ${lack}`;
}

function sayUnknown({ field }: Refused, older: JsonSchema, { version }: Version): Sentence {
  return isNamed(older, field)
    ? (writers) => `${field}: records by ${writers} may have it, v${version} has no place for it`
    : (writers) =>
        `records by ${writers} may have fields that ${writers} does not name, v${version} is closed`;
}

const longestExample = 40;

function sayValue({ field, example }: Refused, older: JsonSchema, newer: Version): Sentence {
  const [had, asked] = [older, newer.schema].map((schema) => saySchema(fieldOf(schema, field) ?? {}));
  const text = JSON.stringify(example) ?? '';
  const such = text === '' || text.length > longestExample ? '' : ` (such as ${text})`;
  return (writers) =>
    `${field}: records by ${writers} have ${had}${such}, v${newer.version} asks for ${asked}`;
}

function names(versions: readonly number[]): string {
  return new Intl.ListFormat('en-GB').format(versions.map((version) => `v${version}`));
}
