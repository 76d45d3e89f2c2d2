// A datetime-local field knows no zone. Whatever it holds is read as UTC here, as all times of the console are.

/** Epoch ms as what such a field holds. */
export function toUtcField(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString().slice(0, 19);
}

/** Epoch ms of what such a field holds; undefined when it is empty or no moment. */
export function fromUtcField(text: string): number | undefined {
  const at = Date.parse(`${text}Z`);
  return Number.isNaN(at) ? undefined : at;
}
