// What the server answers and the page shows. Times are epoch ms, rates are records a second or a minute as named. What
// comes out of a record is text to show, masked unless it was revealed.

export type * from './api/session.ts';
export type * from './api/flow.ts';
export type * from './api/letters.ts';
export type * from './api/redrive.ts';
export type * from './api/loads.ts';
export type * from './api/records.ts';
export type * from './api/calls.ts';
