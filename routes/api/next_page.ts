import type { Context } from "hono";

/**
 * Sets the header Link that leads to the next page of a list (RFC 8288), and returns its cursor; null
 * on the last page. `name` is the query parameter that takes the cursor.
 */
export function linkNext<T extends string | number | null>(
  c: Context,
  next: T,
  name = "cursor",
): T {
  if (next === null) return next;
  const query = new URL(c.req.url).searchParams;
  query.set(name, String(next));
  c.header("Link", `<${c.req.path}?${query}>; rel="next"`, { append: true });
  return next;
}
