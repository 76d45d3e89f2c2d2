import { type DecidedCase, malformed, written } from '../decided-case.ts';

const oversize: DecidedCase[2] = ['oversize', ['fits-65536-bytes'], ''];

function spliced(bytes: number[]): Buffer {
  const [before, after] = written({ caller_name: '"SPLIT"' }).split('SPLIT');
  return Buffer.concat([Buffer.from(before!), Buffer.from(bytes), Buffer.from(after!)]);
}

/** What is refused before there is JSON, and what just passes. */
export const undecodable: DecidedCase[] = [
  ['a null value', null, malformed('is-not-empty')],
  ['an empty value', '', malformed('is-not-empty')],
  ['white space only', ' \n', malformed('is-json')],
  ['65,536 bytes', written().padEnd(65_536), '0.60'],
  ['65,537 bytes', written().padEnd(65_537), oversize],
  ['900 kB', written({ caller_name: `"${'x'.repeat(900_000)}"` }), oversize],
  ['900 kB that are no UTF-8 either', Buffer.alloc(900_000, 0xff), oversize],
  ['a byte that is no UTF-8', spliced([0xff]), malformed('is-utf8')],
  ['a character cut short', spliced([0xf0, 0x9f, 0x93]), malformed('is-utf8')],
  ['an overlong character', spliced([0xc0, 0xaf]), malformed('is-utf8')],
  ['a surrogate as UTF-8', spliced([0xed, 0xa0, 0x80]), malformed('is-utf8')],
  ['Latin-1', Buffer.from(written({ caller_name: '"Zoë"' }), 'latin1'), malformed('is-utf8')],
  ['UTF-16', Buffer.from(written(), 'utf16le'), malformed('is-json')],
  ['a byte-order mark', `\ufeff${written()}`, malformed('is-json')],
  ['no JSON', 'hello', malformed('is-json')],
  ['JSON cut short', written().slice(0, -1), malformed('is-json')],
  ['two objects', written() + written(), malformed('is-json')],
  ['single quotes', written().replaceAll('"', "'"), malformed('is-json')],
  ['a comma too many', written().replace('}', ',}'), malformed('is-json')],
  ['a tab inside text, not escaped', written({ caller_name: '"a\tb"' }), malformed('is-json')],
  ['NUL inside text, not escaped', written({ caller_name: '"a\0b"' }), malformed('is-json')],
  ['NaN', written({ total_amount: 'NaN' }), malformed('is-json')],
  ['a number with a leading zero', written({ call_duration: '0716' }), malformed('is-json')],
  ['65,000 brackets opened, none closed', '['.repeat(65_000), malformed('is-json')],
];
