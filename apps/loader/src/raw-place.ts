/** A record by its place in raw. */
export interface RawPlace {
  rawPartition: number;
  rawOffset: number;
}
