/** Places of values without a neighbour: no line goes through them, so they are drawn as points. */
export function alone(values: ArrayLike<number | null | undefined>): number[] {
  const known = (place: number) => values[place] !== null && values[place] !== undefined;
  return Array.from(values, (_, place) => place).filter(
    (place) => known(place) && !known(place - 1) && !known(place + 1),
  );
}
