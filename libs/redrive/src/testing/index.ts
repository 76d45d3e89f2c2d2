export { letter, letterAbout, type LetterFacts, received } from './letters.ts';
export { createMemoryTopics, type Fate } from './memory-topics.ts';
