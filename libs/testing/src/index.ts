export { eachTurn, until, type UntilOptions } from './until.ts';
