import { found } from "../../domain/errors.ts";

/** Limits a path parameter to whole numbers (`/charging/networks/:network${ID}`). */
export const ID = "{[0-9]+}";
/** The largest value of a column of type integer. */
const MOST = 2_147_483_647;

interface WithPath<S> {
  req: { param(name: string): string | undefined };
  var: { sql: S };
}

/** Returns the number in a path parameter. Throws not_found for numbers that no row has. */
export function pathId(c: Pick<WithPath<unknown>, "req">, name: string): number {
  const id = Number(c.req.param(name));
  return found(Number.isInteger(id) && id > 0 && id <= MOST ? id : undefined, name);
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
