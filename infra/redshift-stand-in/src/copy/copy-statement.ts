/** A COPY that Redshift would carry out: what to load from where, by whose right. */
export interface CopyStatement {
  /** Schema of the table; null when the search path finds it. */
  schema: string | null;
  table: string;
  /** The columns that are named; null for all. */
  columns: readonly string[] | null;
  bucket: string;
  /** Key of the manifest, or the beginning of the files' keys. */
  key: string;
  isManifest: boolean;
  /** ARN of the role; null for the cluster's default one. */
  role: string | null;
  fillRecord: boolean;
  /** What takes the place of characters that are none; null when they are refused. */
  replaceInvalidWith: string | null;
  /** ON, OFF, or as Redshift likes. */
  updateStatistics: boolean | null;
}
