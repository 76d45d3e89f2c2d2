/** What Redshift says of an error beyond PostgreSQL's codes. */
export interface RedshiftFault {
  /** Its own number; null where it gives none. */
  number: string | null;
  /** How S3 answered it, by S3's name for the error. */
  s3: string | null;
}

// It answers most of its own errors with SQLSTATE XX000 and a block of fields as the detail; a serialization failure has
// its number in the message. Source: the error texts in "Load error reference" and "Serializable isolation".
const numberInDetail = /^\s*code:\s+(\d+)\s*$/m;
const numberInMessage = /^(?:ERROR:\s*)?(\d{4,5})\b/;
const s3Error = /S3ServiceException:.*?,Status \d+,Error (\w+)/;

/** Reads the codes in an error of Redshift's; no word of it is taken for more than that. */
export function readRedshiftFault(message: string, detail: string | undefined): RedshiftFault {
  const number = numberInDetail.exec(detail ?? '')?.[1] ?? numberInMessage.exec(message)?.[1] ?? null;
  const s3 = (s3Error.exec(message) ?? s3Error.exec(detail ?? ''))?.[1] ?? null;
  return { number, s3 };
}
