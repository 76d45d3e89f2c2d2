// More rows would be no help to whoever reads a chart as a table.
const mostRows = 60;

/** Places of the moments that a chart's table lists, the last one first and evenly spread before it. */
export function momentsToList(moments: number): number[] {
  const step = Math.max(1, Math.ceil(moments / mostRows));
  const places: number[] = [];
  for (let place = moments - 1; place >= 0; place -= step) places.push(place);
  return places;
}
