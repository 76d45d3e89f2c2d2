/** What `npm start`, `npm run faults` and `npm run chaos` end with. */
export const exitCodes = {
  done: 0,
  /** Not reconciled, a line refused, a fault not stood, or a part or worker that could not go on. */
  failed: 1,
  /** Wrong options or settings: nothing was started. */
  wrongUse: 2,
  /** Told to stop before everything was loaded, as a shell says it. */
  interrupted: 130,
} as const;
