/** Where a record stands: `telecom-data.raw/3/17` in headers, `telecom-data.raw/3 offset 17` in words. */
export interface Place {
  topic: string;
  partition: number;
  offset: number;
}

/** Reads a place; null when the text is none. */
export function readPlace(text: string): Place | null {
  const match = /^([\w.-]{1,249})\/(\d{1,9})(?:\/| offset )(\d{1,16})$/.exec(text);
  return match && { topic: match[1]!, partition: Number(match[2]), offset: Number(match[3]) };
}
