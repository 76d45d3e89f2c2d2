/** Where the person is: `#/letters/3/17?reason=quality` has page `letters`, parts `3` and `17`. */
export interface Route {
  page: string;
  parts: string[];
  query: URLSearchParams;
}

/** What does not fit is no error: the page named last decides, and without a page it is empty. */
export function readRoute(hash: string): Route {
  const [path = '', ...query] = hash.replace(/^#\/?/, '').split('?');
  const [page = '', ...parts] = path.split('/').map(decode);
  return { page, parts: parts.filter((part) => part !== ''), query: new URLSearchParams(query.join('?')) };
}

/** A link to a page; what is undefined or empty is left out of the query. */
export function linkTo(
  page: string,
  parts: (string | number)[] = [],
  query: Record<string, string | number | undefined> = {},
): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') asked.set(name, String(value));
  const path = [page, ...parts].map((part) => encodeURIComponent(part)).join('/');
  return `#/${path}${asked.size > 0 ? `?${asked}` : ''}`;
}

// A hash typed by hand may have a lone %.
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
