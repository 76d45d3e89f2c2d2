/** A call detail record (CDR) as the source sends it: schema v1, the nine fields of the original producer. */
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
}

/** Where a clean record came from. */
export interface Lineage {
  raw_partition: number;
  raw_offset: number;
  /** The raw record's Kafka timestamp, ms since the epoch. */
  ingested_at: number;
}

/** The canonical record, as the topic `clean` carries it: the amount is a decimal string with two places. */
export interface CleanRecord extends CallRecord, Lineage {
  total_amount: string;
  /** Identity of the call: 32 hex digits. */
  call_id: string;
  /** Identity of its content: 16 hex digits. */
  fingerprint: string;
}
