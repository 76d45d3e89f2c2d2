/** What the registry asks of a new version, in words; a level that is new to us stays as it is. */
export function compatibilityWords(level: string | null): string {
  if (level === null) return 'The registry does not say what it asks of a new version.';
  return words[level] ?? `The registry asks for ${level}.`;
}

const words: Record<string, string> = {
  NONE: 'The registry takes any schema: nothing keeps a new version from breaking readers.',
  BACKWARD: 'A new version must read records of the version before it.',
  BACKWARD_TRANSITIVE: 'A new version must read records of all versions before it.',
  FORWARD: 'The version before must read records of a new one.',
  FORWARD_TRANSITIVE: 'All versions before must read records of a new one.',
  FULL: 'A new version and the one before it must read records of each other.',
  FULL_TRANSITIVE: 'A new version and all before it must read records of each other.',
};
