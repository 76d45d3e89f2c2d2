export type { ReasonCount } from './histogram.ts';
export type { FoundLetter, Letter } from './letter.ts';
export { type LetterFilter, placeOf } from './letter-filter.ts';
export { type Asked, type Look, lookForLetters } from './look-for-letters.ts';
export { readLastLines } from './read-sent-list.ts';
export { type Selection, selectLetters } from './select-letters.ts';
export { type Sending, sendLetters, type SendParts } from './send-letters.ts';
export { createSentList, type SentLine, type SentList } from './sent-list.ts';
