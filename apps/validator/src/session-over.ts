/** Somebody else wrote to this session's partition of clean, so its picture no longer holds: take over anew. */
export class SessionOver extends Error {
  readonly reason = 'foreign-write';

  constructor(topic: string, partition: number) {
    super(`somebody else wrote to ${topic}/${partition} during this session`);
    this.name = 'SessionOver';
  }
}
