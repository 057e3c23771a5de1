import type { Context } from "hono";
import { createMiddleware } from "hono/factory";

const METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
const REMEMBERED_SECONDS = "600";

/**
 * Lets pages of these origins (`*`: of all) call the site API from a browser, with the headers that
 * Starlette's CORSMiddleware sends.
 */
export function crossOrigin(origins: string[]) {
  const isOpen = origins.includes("*");
  const allows = (origin: string) => isOpen || origins.includes(origin);
  return createMiddleware(async (c, next) => {
    const origin = c.req.header("origin");
    if (origin === undefined) return await next();
    const method = c.req.header("access-control-request-method");
    if (c.req.method === "OPTIONS" && method !== undefined) {
      return preflight(c, origin, allows(origin));
    }
    await next();
    if (c.res.status === 500) return;
    const { headers } = c.res;
    headers.set("Access-Control-Allow-Credentials", "true");
    if (isOpen && c.req.header("cookie") === undefined) {
      headers.set("Access-Control-Allow-Origin", "*");
    } else if (allows(origin)) {
      headers.set("Access-Control-Allow-Origin", origin);
      headers.append("Vary", "Origin");
    }
  });
}

function preflight(c: Context, origin: string, isAllowed: boolean) {
  const headers: Record<string, string> = {
    Vary: "Origin",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Max-Age": REMEMBERED_SECONDS,
    "Access-Control-Allow-Credentials": "true",
  };
  const wanted = c.req.header("access-control-request-headers");
  if (wanted !== undefined) headers["Access-Control-Allow-Headers"] = wanted;
  if (!isAllowed) return c.text("Disallowed CORS origin", 400, headers);
  return c.text("OK", 200, { ...headers, "Access-Control-Allow-Origin": origin });
}
