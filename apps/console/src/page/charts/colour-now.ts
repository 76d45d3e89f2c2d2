/** What a class of style/charts.css gives as a colour in the theme of the moment. */
export function colourNow(within: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.className = name;
  within.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
