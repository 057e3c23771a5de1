import { plainName } from "./names.ts";
import type { Table } from "./table.ts";

const MOST_LETTERS = 400;

/**
 * Returns what files of one shape have in common: the names of their columns, units and delimiter; of
 * files without a header, the number of columns. Long ones end with a checksum.
 */
export function shapeKey({ header, units, delimiter, segments }: Table): string {
  const names = header
    ? [...header, ...units ?? []].map(plainName)
    : [`no header: ${segments[0]?.[0]?.length ?? 0} columns`];
  const key = [delimiter === "\t" ? "tab" : delimiter, ...names].join("|");
  return key.length <= MOST_LETTERS ? key : `${key.slice(0, MOST_LETTERS)}#${checksum(key)}`;
}

/** FNV-1a, 32 bits (draft-eastlake-fnv). */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
