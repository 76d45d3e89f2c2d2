import { hash } from 'node:crypto';

/** What is remembered of an accepted call. */
export interface SeenCall {
  fingerprint: string;
  rawOffset: number;
}

/**
 * The deduplication state of one partition: a fold over its clean records, in order. It holds the last `capacity` of
 * them, each valid while the carried time has not moved on by more than the window.
 */
export interface SeenCalls {
  /** The entry of a call id still valid at this carried time, the newest if several. */
  find(callId: string, carriedTime: number): SeenCall | null;
  /** Adds the next clean record. Carried times never fall. */
  remember(callId: string, fingerprint: string, rawOffset: number, carriedTime: number): void;
  /** Forgets all, for the next takeover. */
  clear(): void;
  readonly size: number;
  /** The time the entries cover, ms. */
  readonly spanMs: number;
}

const wordsPerId = 4;
const wordsPerFingerprint = 2;
const free = -1;

/**
 * Typed arrays, sized and touched here once: 48 bytes a call. What memory is short of shows at start and not when the
 * state has grown. Entries stand in a ring; an open-addressing index with linear probing finds the newest of an id.
 */
export function createSeenCalls(capacity: number, windowMs: number): SeenCalls {
  const ids = new Uint32Array(capacity * wordsPerId).fill(1);
  const fingerprints = new Uint32Array(capacity * wordsPerFingerprint).fill(1);
  const rawOffsets = new Float64Array(capacity).fill(1);
  const times = new Float64Array(capacity).fill(1);
  const index = new Int32Array(2 ** Math.ceil(Math.log2(capacity * 2))).fill(free);
  const mask = index.length - 1;
  const wanted = new Uint32Array(wordsPerId);
  const oldest = new Uint32Array(wordsPerId);
  let wantedId = '';
  let next = 0;
  let size = 0;

  function holds(entry: number, id: Uint32Array): boolean {
    const at = entry * wordsPerId;
    return ids[at] === id[0] && ids[at + 1] === id[1] && ids[at + 2] === id[2] && ids[at + 3] === id[3];
  }

  // The slot of an id's newest entry, or the free one where it belongs.
  function slotOf(id: Uint32Array): number {
    let slot = id[0]! & mask;
    while (index[slot] !== free && !holds(index[slot]!, id)) slot = (slot + 1) & mask;
    return slot;
  }

  // A call is looked for and then remembered: its id is read once for both.
  function want(callId: string): void {
    if (callId === wantedId) return;
    readWords(callId, wanted);
    wantedId = callId;
  }

  function find(callId: string, carriedTime: number): SeenCall | null {
    want(callId);
    const entry = index[slotOf(wanted)]!;
    if (entry === free || carriedTime - times[entry]! > windowMs) return null;
    const at = entry * wordsPerFingerprint;
    return {
      fingerprint: hex(fingerprints[at]!) + hex(fingerprints[at + 1]!),
      rawOffset: rawOffsets[entry]!,
    };
  }

  function remember(callId: string, fingerprint: string, rawOffset: number, carriedTime: number): void {
    if (size === capacity) forget(next);
    else size += 1;
    want(callId);
    index[slotOf(wanted)] = next;
    ids.set(wanted, next * wordsPerId);
    fingerprints[next * wordsPerFingerprint] = Number.parseInt(fingerprint.slice(0, 8), 16);
    fingerprints[next * wordsPerFingerprint + 1] = Number.parseInt(fingerprint.slice(8), 16);
    rawOffsets[next] = rawOffset;
    times[next] = carriedTime;
    next = (next + 1) % capacity;
  }

  // Takes the oldest entry out of the index, unless a newer one of the same id has its place.
  function forget(entry: number): void {
    oldest.set(ids.subarray(entry * wordsPerId, entry * wordsPerId + wordsPerId));
    const slot = slotOf(oldest);
    if (index[slot] === entry) closeGap(slot);
  }

  // Linear probing knows no tombstones: entries behind the gap that probed past it move up.
  function closeGap(gap: number): void {
    let slot = gap;
    for (;;) {
      slot = (slot + 1) & mask;
      const entry = index[slot]!;
      if (entry === free) break;
      const home = ids[entry * wordsPerId]! & mask;
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        index[gap] = entry;
        gap = slot;
      }
    }
    index[gap] = free;
  }

  function clear(): void {
    index.fill(free);
    next = 0;
    size = 0;
  }

  function spanMs(): number {
    if (size === 0) return 0;
    const newest = times[(next + capacity - 1) % capacity]!;
    return newest - times[size === capacity ? next : 0]!;
  }

  return {
    find,
    remember,
    clear,
    get size() {
      return size;
    },
    get spanMs() {
      return spanMs();
    },
  };
}

const derived = /^[0-9a-f]{32}$/;

// A source's own id may be any text of up to 64 characters: its hash stands for it.
function readWords(callId: string, words: Uint32Array): void {
  const id = derived.test(callId) ? callId : hash('sha256', callId, 'hex');
  for (let word = 0; word < wordsPerId; word += 1) {
    words[word] = Number.parseInt(id.slice(word * 8, word * 8 + 8), 16);
  }
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
