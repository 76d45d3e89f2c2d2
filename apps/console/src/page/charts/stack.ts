/** Each layer on top of those before it: what is drawn at each moment is the sum so far. */
export function stack(layers: (number | null)[][]): number[][] {
  const sums: number[][] = [];
  for (const layer of layers) {
    const below = sums.at(-1);
    sums.push(layer.map((value, moment) => (below?.[moment] ?? 0) + (value ?? 0)));
  }
  return sums;
}
