/** The session's picture of its partition no longer holds: take over anew. */
export class SessionOver extends Error {
  readonly reason: 'foreign-write';

  constructor(reason: 'foreign-write', partition: number) {
    super(`another validator wrote to clean partition ${partition} during this session`);
    this.name = 'SessionOver';
    this.reason = reason;
  }
}
