/** A call detail record (CDR) by the newest schema: the nine fields of the original producer, and what came later. */
export interface CallRecord {
  caller_name: string;
  receiver_name: string;
  /** `+` and digits, e.g. `+19145551234`. */
  caller_id: string;
  /** `+` and digits, or a short code of 3 to 6 digits such as `911`. */
  receiver_id: string;
  /** `YYYY-MM-DD HH:MM:SS` without a zone; SOURCE_TIME_ZONE says which zone is meant. */
  start_datetime: string;
  /** As `start_datetime`. */
  end_datetime: string;
  /** Seconds. */
  call_duration: number;
  network_provider: string;
  /** US dollars, as a JSON number or a decimal string. */
  total_amount: number | string;
  /** The source's own name of the call, of 1 to 64 characters. Since v2. */
  call_id?: string;
  /** How the call ended, a word such as `completed`, `dropped`, `failed`. Since v2. */
  call_status?: string;
  /** The radio cell the call began in. Since v2. */
  cell_id?: string;
}

/** A record whose amount is in its canonical form, a decimal string with two places. */
export type CanonicalRecord = CallRecord & { total_amount: string };

/** Where a clean record came from. */
export interface Lineage {
  raw_partition: number;
  raw_offset: number;
  /** The raw record's Kafka timestamp, ms since the epoch. */
  ingested_at: number;
}

/** The canonical record, as the topic `clean` carries it. */
export interface CleanRecord extends CanonicalRecord, Lineage {
  /** Identity of the call: the source's own, or 32 hex digits. */
  call_id: string;
  /** There where the source itself named the call. */
  call_id_from?: 'source';
  /** Identity of its content: 16 hex digits. */
  fingerprint: string;
}
