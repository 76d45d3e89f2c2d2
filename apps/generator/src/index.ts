// What tests of the whole take: calls with the truth about them, and the way they are published.
export { createMomentPrinter, createSteppedStarts } from './call-times.ts';
export type { Flaw } from './flaws/index.ts';
export { createCallMaker } from './make-call.ts';
export type { Message } from './message.ts';
export { mixCalls } from './mix-calls.ts';
export type { Pace } from './pace.ts';
export { createPeople } from './people.ts';
export { produceCalls } from './produce-calls.ts';
export { createRandom, type Random } from './random.ts';
export { findRawTopic } from './raw-topic.ts';
export type { TruthFile } from './truth-file.ts';
