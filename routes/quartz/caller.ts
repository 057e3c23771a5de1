import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../domain/errors.ts";
import type { Services, SignedIn } from "../http/context.ts";
import { RequestRates } from "../http/request_rates.ts";
import { WrongSecrets } from "../http/wrong_secrets.ts";
import { tokenFinder } from "../middleware/token_viewer.ts";
import { Refusal } from "./errors.ts";
import { jwtFinder } from "./jwt/caller.ts";
import { isJwt } from "./jwt/verify.ts";

/**
 * Makes the middleware that finds who asks, by an API token or a JWT. Refuses as the site API does: 403
 * without a token, 401 with one that is not known; and 403 for what a token may not do, before a byte of
 * the body is read.
 */
export function caller(services: Services) {
  const { requestLimits, signInLimits, jwtIssuer } = services.settings;
  const [rates, wrong] = [new RequestRates(requestLimits), new WrongSecrets(signInLimits)];
  const byToken = tokenFinder(services, rates, wrong);
  const byJwt = jwtIssuer && jwtFinder(services, jwtIssuer, { rates, wrong });
  return createMiddleware<SignedIn>(async (c, next) => {
    const secret = bearerOf(c);
    await (byJwt && isJwt(secret) ? byJwt : byToken)(c, secret);
    refuseBeyondRights(c);
    c.set("bodyKind", "bulk");
    await next();
    c.res.headers.append("Vary", "Authorization");
  });
}

/** Returns what a request has as its bearer token. */
function bearerOf(c: Context): string {
  const [, scheme, secret] = /^(\S+) +(.*\S)\s*$/.exec(c.req.header("authorization") ?? "") ?? [];
  if (scheme === undefined) throw new Refusal(403, "Not authenticated");
  if (scheme.toLowerCase() !== "bearer") {
    throw new Refusal(403, "Invalid authentication credentials");
  }
  return secret!;
}

const IS_OF_ACTUALS = /\/pv_actual$/;

function refuseBeyondRights({ req, var: { viewer } }: Context<SignedIn>): void {
  const isWrite = req.method !== "GET";
  if (isWrite && !viewer.can_write) throw forbidden("may read, not write");
  if (viewer.only_generation && !(isWrite && IS_OF_ACTUALS.test(req.path))) {
    throw forbidden("may write generation, and nothing else");
  }
  if (viewer.site_uuids && req.method === "POST" && !IS_OF_ACTUALS.test(req.path)) {
    throw forbidden("is limited to some sites, and may not do this");
  }
}

const forbidden = (what: string) => new AppError("forbidden", `This API token ${what}.`);

/** A request whose caller is known, in a scope or not. */
export type Asking = Pick<Context<SignedIn>, "var" | "req">;

/**
 * Counts a request for the usage of its user by its whole address, as the site API does for some of its
 * routes: the Python SDK reads these rows.
 */
export function logged(c: Asking): void {
  const { services, viewer } = c.var;
  const { origin, pathname, search } = new URL(c.req.url);
  const base = services.settings.publicOrigin ?? origin;
  services.requestMade(viewer.user_uuid, base + pathname + search);
}
