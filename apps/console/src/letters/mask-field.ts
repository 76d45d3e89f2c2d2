import { digitsIn, maskNumber, maskText } from './mask-text.ts';

/** Whether a value looks like what it should be, and so says nothing about a person. */
type Looks = (value: string) => boolean;

// Seven digits may be somebody's number, wherever a broken source has put them.
const numberLooks = /^(?:-?[0-9]{1,6}(?:\.[0-9]{1,6})?(?:[eE][+-]?[0-9]{1,2})?|null|true|false)$/;
const momentLooks =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$/;
// Escapes could hide digits.
const nameLooks = /^[^\\"]{0,50}$/;

const isNumber: Looks = (value) => numberLooks.test(value) && digitsIn(value) <= 6;
const isMoment: Looks = (value) => momentLooks.test(value);
// A person's name in the provider's place cannot be told from a provider's: it is shown.
const isName: Looks = (value) => nameLooks.test(value) && digitsIn(value) <= 4;

// What an operator looks for and is no person's: whoever may look sees it.
const shownFields: Readonly<Record<string, Looks>> = {
  start_datetime: isMoment,
  end_datetime: isMoment,
  call_duration: isNumber,
  network_provider: isName,
  total_amount: isNumber,
  call_status: isName,
  raw_partition: isNumber,
  raw_offset: isNumber,
};

// A derived one is a hash; a source may have made its own of a number.
const derivedCallId = /^(?=.*[a-f])[0-9a-f]{32}$/;

/** Whether a field's values are shown to whoever may look, where they look like what they should be. */
export function isShownField(field: string): boolean {
  return Object.hasOwn(shownFields, field);
}

/** A field's value, without quotes, with what may be about a person covered, character for character. */
export function maskField(field: string, value: string): string {
  if (isShownField(field)) return shownFields[field]!(value) ? value : maskText(value);
  if (field === 'call_id' && derivedCallId.test(value)) return value;
  return field.endsWith('_id') ? maskNumber(value) : maskText(value);
}
