/** Texts that repeat, each held once and known by a number, for as long as somebody holds it. */
export interface Words {
  hold(text: string): number;
  release(id: number): void;
  text(id: number): string;
  /** Numbers are below this. */
  bound(): number;
}

/** No texts yet. */
export function createWords(): Words {
  const ids = new Map<string, number>();
  const texts: string[] = [];
  const holders: number[] = [];
  const free: number[] = [];

  return {
    hold(text) {
      const id = ids.get(text) ?? free.pop() ?? texts.length;
      ids.set(text, id);
      texts[id] = text;
      holders[id] = (holders[id] ?? 0) + 1;
      return id;
    },
    release(id) {
      holders[id]! -= 1;
      if (holders[id]! > 0) return;
      ids.delete(texts[id]!);
      free.push(id);
    },
    text: (id) => texts[id]!,
    bound: () => texts.length,
  };
}
