import { maskField } from '../letters/mask-field.ts';
import { maskLongNumbers, maskNumber, maskText } from '../letters/mask-text.ts';

type Write = (value: string) => string;

const longest = 100;

// What was asked for may be somebody's number, or part of a record, and may have been typed into the wrong field: what does
// not look as it should is covered. What no view reads may be anything, and is left out.
const written: Readonly<Record<string, Write>> = {
  topic: like(/^[\w.-]{1,100}$/),
  partition: like(/^\d{1,5}$/),
  offset: like(/^\d{1,15}$/),
  row: like(/^\d{1,5}\/\d{1,15}$/),
  time: like(/^\d{13}$/),
  hours: like(/^\d{1,3}$/),
  reason: like(/^[a-z]{1,20}$/),
  stage: like(/^[a-z]{1,20}$/),
  field: maskLongNumbers,
  rule: maskLongNumbers,
  call: (value) => maskField('call_id', value),
  number: maskNumber,
  value: () => '(a value)',
  text: () => '(a text)',
};

/** What of a request's parameters the list of actions has: `name=value`, without names and numbers of callers. */
export function writtenParams(params: Readonly<Record<string, string>>): string[] {
  return Object.entries(params)
    .filter(([name]) => Object.hasOwn(written, name))
    .map(([name, value]) => `${name}=${written[name]!(value.slice(0, longest))}`);
}

function like(pattern: RegExp): Write {
  return (value) => (pattern.test(value) ? value : maskText(value));
}
