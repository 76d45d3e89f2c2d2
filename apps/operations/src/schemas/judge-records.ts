import { findRefused, type Refused } from './find-refused.ts';
import { fieldOf, isNamed, type JsonSchema, type Version } from './json-schema.ts';
import { saySchema } from './say-schema.ts';

/** What is refused, of the records of these writers: several versions may be refused for the same. */
type Sentence = (writers: string) => string;

/** In sentences what of the records by older versions a newer one does not read; none when it reads them all. */
export function judgeRecords(newer: Version, olders: readonly Version[]): string[] {
  const found = new Map<string, { say: Sentence; names: string[] }>();
  for (const { name, schema } of olders)
    for (const refused of findRefused(schema, newer.schema)) {
      const key = sentenceOf({ ...refused, example: undefined }, schema, newer)('');
      const { say, names } = found.get(key) ?? { say: sentenceOf(refused, schema, newer), names: [] };
      found.set(key, { say, names: [...names, name] });
    }
  return [...found.values()].map(({ say, names }) => say(sayAll(names))).toSorted();
}

function sentenceOf(refused: Refused, older: JsonSchema, newer: Version): Sentence {
  return sentences[refused.kind](refused, older, newer);
}

const sentences: Record<Refused['kind'], typeof sentenceOf> = {
  missing: sayMissing,
  unknown: sayUnknown,
  value: sayValue,
  record:
    (_refused, _older, { name }) =>
    (writers) =>
      `${name} does not take records by ${writers} at all`,
};

function sayMissing({ field }: Refused, older: JsonSchema, { name }: Version): Sentence {
  const lack = fieldOf(older, field) === null ? 'do not have it' : 'may lack it';
  return (writers) => `${field}: ${name} requires it, records by ${writers} ${lack}`;
}

function sayUnknown({ field }: Refused, older: JsonSchema, { name }: Version): Sentence {
  return isNamed(older, field)
    ? (writers) => `${field}: records by ${writers} may have it, ${name} has no place for it`
    : (writers) => `records by ${writers} may have fields that ${writers} does not name, ${name} is closed`;
}

const longestExample = 40;

function sayValue({ field, example }: Refused, older: JsonSchema, newer: Version): Sentence {
  const [had, asked] = [older, newer.schema].map((schema) => saySchema(fieldOf(schema, field) ?? {}));
  const text = JSON.stringify(example) ?? '';
  const such = text === '' || text.length > longestExample ? '' : ` (such as ${text})`;
  return (writers) => `${field}: records by ${writers} have ${had}${such}, ${newer.name} asks for ${asked}`;
}

function sayAll(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(names);
}
