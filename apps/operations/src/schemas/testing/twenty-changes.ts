import {
  all,
  amend,
  amount,
  changeOf,
  close,
  demand,
  drop,
  open,
  type Row,
  setField,
  text,
  without,
} from './edits.ts';

const states = ['completed', 'dropped', 'failed'];
const threeStates = setField('call_status', { type: 'string', enum: states });
const upTo50 = amend('network_provider', { maxLength: 50 });
const atLeast2 = amend('network_provider', { minLength: 2 });
const upToADay = amend('call_duration', { minimum: 0, maximum: 86_400 });
const anyNumber = amend('call_duration', { type: 'number' });

const harmless: Omit<Row, 'compatible'>[] = [
  { name: 'add an optional field', change: setField('imei', text) },
  { name: 'a whole number becomes a number', change: anyNumber },
  { name: 'remove a pattern', change: drop('cell_id', 'pattern') },
  { name: 'widen an enum', given: threeStates, change: amend('call_status', { enum: [...states, 'busy'] }) },
  { name: 'remove an enum', given: threeStates, change: drop('call_status', 'enum') },
  { name: 'a required field becomes optional', change: ({ required }) => void required.pop() },
  { name: 'raise a maxLength', given: upTo50, change: amend('network_provider', { maxLength: 51 }) },
  { name: 'remove a maxLength', given: upTo50, change: drop('network_provider', 'maxLength') },
  { name: 'lower a minLength', given: atLeast2, change: amend('network_provider', { minLength: 1 }) },
  { name: 'lower a minimum', given: upToADay, change: amend('call_duration', { minimum: -1 }) },
  { name: 'raise a maximum', given: upToADay, change: amend('call_duration', { maximum: 86_401 }) },
  { name: 'open the schema', change: open },
  { name: 'remove a field from an open schema', given: open, change: without('cell_id') },
  { name: 'describe a field otherwise', change: amend('cell_id', { description: 'text: where it began' }) },
  { name: 'give it another title', change: (schema) => void (schema.title = 'Another') },
  {
    name: 'put the fields in another order',
    change: (schema) => void (schema.properties = backwards(schema.properties)),
  },
  { name: 'add a branch to anyOf', change: amount((branches) => branches.push({ type: 'boolean' })) },
  { name: 'put the branches of anyOf in another order', change: amount((branches) => branches.reverse()) },
];

const harmful: Omit<Row, 'compatible'>[] = [
  { name: 'add a required field', change: all(setField('imei', text), demand('imei')) },
  { name: 'remove a required field', change: without('network_provider') },
  { name: 'remove an optional field', change: without('cell_id') },
  { name: 'rename an optional field', change: all(without('cell_id'), setField('radio_cell', text)) },
  {
    name: 'rename a required field',
    change: all(without('network_provider'), setField('operator', text), demand('operator')),
  },
  { name: 'text becomes a whole number', change: amend('network_provider', { type: 'integer' }) },
  { name: 'text becomes true or false', change: setField('cell_id', { type: 'boolean' }) },
  { name: 'a whole number becomes text', change: amend('call_duration', { type: 'string' }) },
  {
    name: 'a number becomes a whole number',
    given: anyNumber,
    change: amend('call_duration', { type: 'integer' }),
  },
  { name: 'narrow a pattern', change: amend('cell_id', { pattern: '^[A-Za-z0-9._:-]{1,31}$' }) },
  { name: 'add a pattern', change: amend('network_provider', { pattern: '^.{1,50}$' }) },
  { name: 'add an enum', change: amend('call_status', { enum: states }) },
  { name: 'narrow an enum', given: threeStates, change: amend('call_status', { enum: states.slice(1) }) },
  {
    name: 'an enum becomes a const',
    given: threeStates,
    change: setField('call_status', { type: 'string', const: 'failed' }),
  },
  { name: 'an optional field becomes required', change: demand('cell_id') },
  { name: 'add a maxLength', change: upTo50 },
  { name: 'lower a maxLength', given: upTo50, change: amend('network_provider', { maxLength: 49 }) },
  { name: 'add a minLength', change: atLeast2 },
  { name: 'raise a minLength', given: atLeast2, change: amend('network_provider', { minLength: 3 }) },
  { name: 'add a minimum', change: amend('call_duration', { minimum: 0 }) },
  { name: 'raise a minimum', given: upToADay, change: amend('call_duration', { minimum: 1 }) },
  { name: 'add a maximum', change: amend('call_duration', { maximum: 86_400 }) },
  { name: 'lower a maximum', given: upToADay, change: amend('call_duration', { maximum: 86_399 }) },
  { name: 'close an open schema', given: open, change: close },
  { name: 'name a text in an open schema', given: open, change: setField('imei', text) },
  { name: 'remove a branch of anyOf', change: amount((branches) => branches.pop()) },
  { name: 'narrow a branch of anyOf', change: amount((branches) => (branches[0]!.type = 'integer')) },
];

/** Changes on which JSON Schema's meaning and a registry agree. */
export const twentyChanges = [
  ...harmless.map((row) => changeOf({ ...row, compatible: true })),
  ...harmful.map((row) => changeOf({ ...row, compatible: false })),
];

function backwards<T>(fields: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).reverse());
}
