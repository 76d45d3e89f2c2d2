/** What Redshift says of an error beyond PostgreSQL's codes. */
export interface RedshiftFault {
  /** Its own number; null where it gives none. */
  number: string | null;
  /** How S3 answered it, by S3's name for the error, or a name of ours where there is none. */
  s3: string | null;
}

// It answers most of its own errors with SQLSTATE XX000 and a block of fields as the detail; a serialization failure has
// its number in the message. Source: the error texts in "Load error reference" and "Serializable isolation".
const numberInDetail = /^\s*code:\s+(\d+)\s*$/m;
const numberInMessage = /^(?:ERROR:\s*)?(\d{4,5})\b/;

/** How S3 stands in its texts: by COPY itself, by Spectrum, which reads Parquet, and when a resource is short. */
const s3Words: readonly { says: RegExp; name: (found: RegExpExecArray) => string }[] = [
  { says: /S3ServiceException:[^]*?,Status \d+,Error (\w+)/, name: ([, name]) => name! },
  { says: /HTTP response error code: (5\d\d|429)/, name: () => 'ServiceUnavailable' },
  { says: /HTTP response error code: 403/, name: () => 'AccessDenied' },
  { says: /HTTP response error code: 404/, name: () => 'NoSuchKey' },
  { says: /S3CurlException|[Rr]etries exceeded|temporarily unavailable/, name: () => 'ServiceUnavailable' },
];

/** Reads the codes in an error of Redshift's; no word of it is taken for more than that. */
export function readRedshiftFault(message: string, detail: string | undefined): RedshiftFault {
  const number = numberInDetail.exec(detail ?? '')?.[1] ?? numberInMessage.exec(message)?.[1] ?? null;
  return { number, s3: s3NameIn(`${message}\n${detail ?? ''}`) };
}

function s3NameIn(text: string): string | null {
  for (const { says, name } of s3Words) {
    const found = says.exec(text);
    if (found !== null) return name(found);
  }
  return null;
}
