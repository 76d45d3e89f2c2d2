/** A path of the console's server; what is undefined or empty is not asked for. */
export function apiPath(
  parts: (string | number)[],
  query: Record<string, string | number | undefined> = {},
): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') asked.set(name, String(value));
  const path = ['/api', ...parts.map((part) => encodeURIComponent(part))].join('/');
  return asked.size > 0 ? `${path}?${asked}` : path;
}
