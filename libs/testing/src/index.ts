export { isAlive } from './is-alive.ts';
export { type LogLine, type RunningScript, type ScriptEnd, startScript } from './start-script.ts';
export { eachTurn, until, type UntilOptions } from './until.ts';
