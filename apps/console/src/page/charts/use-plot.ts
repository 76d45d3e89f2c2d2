import { useEffect, useRef } from 'preact/hooks';
import './known-language.ts';
import uPlot from 'uplot';
import { themeChanged } from '../frame/theme.ts';

// Fixed, so that nothing moves when the first figures come.
const height = 150;

/** Draws into the element that the ref is given to; the options count when `kind` changes, the data always. */
export function usePlot(
  options: () => Omit<uPlot.Options, 'width' | 'height'>,
  data: uPlot.AlignedData,
  kind: string,
) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = place.current!;
    const plot = new uPlot({ ...options(), width: Math.max(1, element.clientWidth), height }, data, element);
    drawn.current = plot;
    const resize = new ResizeObserver(() =>
      plot.setSize({ width: Math.max(1, element.clientWidth), height }),
    );
    resize.observe(element);
    const forget = redrawWithTheme(plot);
    return () => {
      forget();
      resize.disconnect();
      plot.destroy();
    };
  }, [kind]);

  useEffect(() => drawn.current?.setData(data), [data]);
  return place;
}

function redrawWithTheme(plot: uPlot): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const redraw = () => plot.redraw(false, true);
  dark.addEventListener('change', redraw);
  addEventListener(themeChanged, redraw);
  return () => {
    dark.removeEventListener('change', redraw);
    removeEventListener(themeChanged, redraw);
  };
}
