/** A call detail record as the source sends it: schema v1, the nine fields of the original producer. */
export interface CallRecord {
  caller_name: string;
  receiver_name: string;
  /** E.164, e.g. `+19145551234`. */
  caller_id: string;
  /** E.164, or a short code of 3 to 6 digits such as `911`. */
  receiver_id: string;
  /** `YYYY-MM-DD HH:MM:SS`, no zone; SOURCE_TIME_ZONE says which zone is meant. */
  start_datetime: string;
  /** As `start_datetime`. */
  end_datetime: string;
  /** Seconds. */
  call_duration: number;
  network_provider: string;
  /** US dollars: a JSON number or a decimal string on the way in, always a string with two places once clean. */
  total_amount: number | string;
  /** The source's own id where it has one. */
  call_id?: string;
}

/** Where a record came from: what every later stage carries along. */
export interface Lineage {
  raw_partition: number;
  raw_offset: number;
  /** The raw record's Kafka timestamp, ms since the epoch. */
  ingested_at: number;
}
