export type Values<L extends string> = Record<L, string | number>;

export interface Counter<L extends string> {
  /** By 0 it makes the series appear, so that its first event is seen as a rise. */
  inc(labels: Values<L>, by?: number): void;
}
export interface Gauge<L extends string> {
  set(labels: Values<L>, value: number): void;
  /** Forgets a series, for example of a partition that was given away. */
  remove(labels: Values<L>): void;
}
export interface Histogram<L extends string> {
  observe(labels: Values<L>, value: number): void;
  /** Makes the series appear with nothing observed. */
  zero(labels: Values<L>): void;
}
export interface Age<L extends string> {
  /** Since when, epoch ms: each scrape shows the seconds up to then. Null shows 0. */
  since(labels: Values<L>, moment: number | null): void;
  remove(labels: Values<L>): void;
}
