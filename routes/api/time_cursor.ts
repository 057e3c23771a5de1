import { z } from "@hono/zod-openapi";

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]{8,15}Z)_([1-9]\d{0,17})$/;
const ERROR = { error: "Send the next_cursor of the page before." };

/** Where a page of a list in the order of time begins: at a row of that time and id. */
export interface TimeCursor {
  time_utc: string;
  id: string;
}

/** The query parameter `cursor` of such a list: a time and an id, none above `mostId`. */
export const timeCursor = (mostId = Number.MAX_SAFE_INTEGER) =>
  z.string().regex(CURSOR, { ...ERROR, abort: true }).refine(
    (text) => isWithin(text, mostId),
    ERROR,
  ).optional()
    .openapi({ example: "2026-06-21T08:00:00Z_1" });

/** Returns the row of a cursor that was checked; undefined for the first page. */
export function rowOf(cursor: string | undefined): TimeCursor | undefined {
  const [, time_utc, id] = CURSOR.exec(cursor ?? "") ?? [];
  return time_utc && id ? { time_utc, id } : undefined;
}

function isWithin(text: string, mostId: number): boolean {
  const row = rowOf(text);
  if (!row || Number(row.id) > mostId) return false;
  try {
    return Temporal.Instant.from(row.time_utc) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
