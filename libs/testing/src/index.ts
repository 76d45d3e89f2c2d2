export { isAlive } from './is-alive.ts';
export { quietLog } from './quiet-log.ts';
export { makeSelfSigned } from './self-signed.ts';
export { type RunningScript, startScript } from './start-script.ts';
export { eachTurn, until } from './until.ts';
