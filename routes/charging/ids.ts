import { MOST_INTEGER } from "../../domain/charging/fields.ts";
import { found } from "../../domain/errors.ts";
import type { Posted } from "../../views/ui/form_state.ts";

/** Limits a path parameter to whole numbers (`/charging/networks/:network${ID}`). */
export const ID = "{[0-9]+}";

interface WithPath<S> {
  req: { param(name: string): string | undefined };
  var: { sql: S };
}

/** Returns the number of an id. Throws not_found for a text that is the id of no row. */
export function idOf(text: string | undefined, noun: string): number {
  const id = Number(text);
  return found(isId(id) ? id : undefined, noun);
}

/** Returns true for a number that a row may have. */
export const isId = (id: number): boolean => Number.isInteger(id) && id > 0 && id <= MOST_INTEGER;

/** Returns the number in a path parameter. Throws not_found for numbers that no row has. */
export function pathId(c: Pick<WithPath<unknown>, "req">, name: string): number {
  return idOf(c.req.param(name), name);
}

/**
 * Returns what the number in a path parameter identifies: `loadId(c, "network", networks.find)`.
 * Throws not_found when nothing with this id is visible in the request's scope.
 */
export async function loadId<S, T>(
  c: WithPath<S>,
  name: string,
  find: (sql: S, id: number) => Promise<T | undefined>,
): Promise<T> {
  return found(await find(c.var.sql, pathId(c, name)), name);
}

/**
 * Returns what the field `into` of a posted form identifies, other than the row `id` itself; undefined
 * when it is nothing that is visible in the request's scope.
 */
export async function loadInto<S, T>(
  sql: S,
  { into }: Posted,
  id: number,
  find: (sql: S, id: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  const other = Number(into);
  const isOther = Number.isInteger(other) && other > 0 && other <= MOST_INTEGER && other !== id;
  return isOther ? await find(sql, other) : undefined;
}
