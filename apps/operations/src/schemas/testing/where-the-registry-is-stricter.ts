import { amend, amount, changeOf, open, setField, text } from './edits.ts';

// It compares words, and patterns it cannot compare but by their letters.
const rows = [
  {
    name: 'widen a pattern',
    change: amend('cell_id', { pattern: '^[A-Za-z0-9._:-]{1,64}$' }),
    because: 'STRING_TYPE_PATTERN_CHANGED',
  },
  {
    name: 'write a pattern otherwise that means the same',
    change: amend('cell_id', { pattern: '^[0-9A-Za-z:._-]{1,32}$' }),
    because: 'STRING_TYPE_PATTERN_CHANGED',
  },
  {
    name: 'widen a pattern within anyOf',
    change: amount((branches) => (branches[1]!.pattern = '^-?[0-9]*([.][0-9]+)?$')),
    because: 'COMBINED_TYPE_SUBSCHEMA_NOT_COMPATIBLE',
  },
  {
    name: 'a whole number becomes that or text',
    change: setField('call_duration', { anyOf: [{ type: 'integer' }, text] }),
    because: 'SUBSCHEMA_TYPE_CHANGED',
  },
  {
    name: 'an enum without a type becomes text',
    given: setField('call_status', { enum: ['completed', 'dropped'] }),
    change: setField('call_status', text),
    because: 'SUBSCHEMA_TYPE_CHANGED',
  },
  {
    name: 'name a field of any type in an open schema',
    given: open,
    change: setField('imei', { description: 'anything' }),
    because: 'OBJECT_TYPE_PROPERTY_SCHEMAS_NARROWED',
  },
];

/** Changes that harm no record, and that a registry refuses all the same: its own name for each. */
export const whereTheRegistryIsStricter = rows.map((row) => ({
  ...changeOf({ ...row, compatible: true }),
  because: row.because,
}));
