import { createMiddleware } from "hono/factory";
import { isCrossed } from "../../db/errors.ts";
import type { Visitor } from "../http/context.ts";

type Fetch = (request: Request, env: object) => Response | Promise<Response>;

/**
 * Takes a request once more, from the start, when its transaction crossed another one's: what it did is
 * undone, and the other one is through by then.
 */
export const onceMore = (fetch: Fetch) =>
  createMiddleware<Visitor & { Bindings?: { isSecond?: boolean } }>(async (c, next) => {
    if (c.env?.isSecond) return await next();
    const copy = c.req.raw.clone();
    await next();
    if (!isCrossed(c.error)) return void copy.body?.cancel();
    const answer = await fetch(copy, { ...c.env, isSecond: true });
    c.res = undefined; // or the first answer's headers would be added to it
    c.res = answer;
  });
