/** Why a batch was closed, in words; a word of a newer loader stays as it is. */
export function cutWords(cut: string): string {
  return words[cut] ?? cut;
}

const words: Record<string, string> = {
  rows: 'full by rows',
  bytes: 'full by bytes',
  age: 'its time was up',
};
