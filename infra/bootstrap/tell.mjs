/** Something the user has to mend; the message is one plain sentence that says how. */
export class Refusal extends Error {
  /** @override */
  name = 'Refusal';
}

/**
 * Says a line to the person, on stderr: stdout belongs to the command.
 * @param {string} line
 */
export function tell(line) {
  process.stderr.write(`${line}\n`);
}
