import type { RouterRoute } from "hono/types";
import { createMiddleware } from "hono/factory";
import { TrieRouter } from "hono/router/trie-router";
import { AppError } from "../../domain/errors.ts";

/**
 * Makes the middleware that responds with 405 and Allow where an address takes other methods (RFC 9110,
 * 15.5.6), and to OPTIONS, for everybody. `routes` are those that are mounted by the first request.
 */
export function knownAddresses(base: string, routes: () => RouterRoute[]) {
  let known: TrieRouter<string[]> | undefined;
  return createMiddleware(async (c, next) => {
    known ??= routerOf(routes());
    const { method } = c.req;
    const [allowed] = known.match("ALL", c.req.path.slice(base.length))[0].map(([one]) => one);
    if (method !== "OPTIONS" && (!allowed || allowed.includes(method))) return await next();
    if (!allowed) throw new AppError("not_found", "There is nothing at this address.");
    c.header("Allow", allowed.join(", "));
    if (method === "OPTIONS") return c.body(null, 204);
    throw new AppError("method_not_allowed", `This address takes ${allowed.join(", ")}.`);
  });
}

/** Finds the methods of an address: `/sites/bulk` is known before `/sites/:site_uuid`. */
function routerOf(routes: RouterRoute[]): TrieRouter<string[]> {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of routes) {
    if (method === "ALL") continue;
    const ofPath = methods.get(path) ?? new Set(["OPTIONS"]);
    methods.set(path, ofPath.add(method));
    if (method === "GET") ofPath.add("HEAD");
  }
  const literalFirst = (path: string) => path.replaceAll(/:\w+/g, "\uffff");
  const paths = [...methods].toSorted(([a], [b]) => literalFirst(a) < literalFirst(b) ? -1 : 1);
  const router = new TrieRouter<string[]>();
  for (const [path, allowed] of paths) router.add("ALL", path, [...allowed].sort());
  return router;
}
