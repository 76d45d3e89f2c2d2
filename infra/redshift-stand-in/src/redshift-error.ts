/** An error as Redshift reports it. `detail` is the DETAIL block of an error of the data side. */
export interface RedshiftError {
  /** SQLSTATE */
  code: string;
  message: string;
  detail?: string;
  hint?: string;
}

/** What the data side of Redshift (COPY, Spectrum) says of an error. */
export interface ServerFault {
  /** Redshift's own number of the error, as 15007. */
  code: number;
  error: string;
  context: string;
  location: string;
  process: string;
}

/** A word or clause that Redshift's parser does not know. */
export function syntaxError(near: string): RedshiftError {
  return { code: '42601', message: `syntax error at or near "${near}"` };
}

/** What Redshift's parser knows and its executor refuses. */
export function notSupported(message: string): RedshiftError {
  return { code: '0A000', message };
}

/** Legal on Redshift, and beyond this stand-in: refused, so that nobody takes PostgreSQL's behaviour for Redshift's. */
export function notImitated(what: string): RedshiftError {
  return { code: '0A000', message: `the Redshift stand-in does not imitate ${what}` };
}

// What fits into an answer to the client; SVL_S3LOG has the whole text. Seen cut at some 256 characters in
// aws/amazon-redshift-python-driver issue 107.
const contextLimit = 256;

/** Reads: aws/amazon-redshift-python-driver issue 107, rudderlabs/rudder-server pull request 3178. */
export function faultError(fault: ServerFault, queryId: number): RedshiftError {
  const lines = [
    `error:  ${fault.error}`,
    `code:      ${fault.code}`,
    `context:   ${fault.context.slice(0, contextLimit)}`,
    `query:     ${queryId}`,
    `location:  ${fault.location}`,
    `process:   ${fault.process}`,
  ];
  const rule = '-----------------------------------------------';
  const detail = `\n${[rule, ...lines, rule].map((line) => `  ${line}\n`).join('')}`;
  return { code: 'XX000', message: fault.error.slice(0, contextLimit), detail };
}
