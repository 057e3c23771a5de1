import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { limitOf, rateLimitFields, secondsLeft } from "../../domain/account/request_limits.ts";
import { hashSecret } from "../../domain/account/secret.ts";
import { tooManyAttempts } from "../../domain/account/sign_in.ts";
import { AppError } from "../../domain/errors.ts";
import * as viewers from "../../sql/account/viewers.ts";
import { networkOf } from "../http/body_limits.ts";
import type { Services, SignedIn } from "../http/context.ts";
import { RequestRates } from "../http/request_rates.ts";
import { WrongSecrets } from "../http/wrong_secrets.ts";
import { clientAddress } from "./client_address.ts";
import { refuseBeyondLimits } from "./token_limits.ts";
import { recordRequest } from "./viewer.ts";

const SERIES =
  /^\/api\/v1\/sites\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(?:forecast|generation)$/i;

/** Returns what a request is going to read that can be read together with its token. */
function alsoRead({ method, path }: Context["req"]): viewers.AlsoRead | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  if (path === "/api/v1/me") return { members: true };
  const siteUuid = path.match(SERIES)?.[1];
  return siteUuid === undefined ? undefined : { siteUuid };
}

/** What bounds the requests of tokens; the bench measures what it costs. */
export type Rates = Pick<RequestRates, "begin" | "count" | "end" | "allowance">;

/** Returns the API token that a request has (RFC 6750). */
export const bearerToken = (c: Context): string | undefined =>
  c.req.header("authorization")?.match(/^Bearer +(\S+)$/i)?.[1];

/** Finds the viewer of a request by its API token. */
export type FindByToken = (c: Context<SignedIn>, secret: string) => Promise<void>;

/**
 * Makes what finds the viewer of a request by its token. Throws not_signed_in for one that is not known,
 * and too_many for one that has sent the requests of its minute. Wrong tokens have to wait when many
 * came from their network; right ones from there do not.
 */
export function tokenFinder(
  { settings }: Pick<Services, "settings">,
  rates: Rates = new RequestRates(settings.requestLimits),
  wrong = new WrongSecrets(settings.signInLimits),
): FindByToken {
  return async (c, secret) => {
    const hash = hashSecret(secret);
    const find = (wanted?: viewers.LeaseWanted) => lookUp(c, hash, wanted);
    const found = await withinRates(c, { token: hash.toHex() }, rates, find);
    if (!found) throw refusedSecret(c, wrong, "This API token is unknown, expired or revoked.");
    c.set("readWithToken", found);
    c.var.services.tokenUsed(hash, c.req.method);
  };
}

/**
 * Finds the viewer of a request and counts the request for what `of` stands for. Returns undefined
 * when `find` does; throws "too_many" when the requests of the minute were sent.
 */
export async function withinRates(
  c: Context<SignedIn>,
  of: { token: string; isOfUser?: boolean },
  rates: Rates,
  find: (wanted?: viewers.LeaseWanted) => Promise<viewers.AtOnce | undefined>,
): Promise<viewers.AtOnce | undefined> {
  const request = { ...of, method: c.req.method, now: millisecondsOf(c) };
  let wanted: viewers.LeaseWanted | undefined;
  try {
    wanted = await rates.begin(request);
    const found = await find(wanted);
    if (!found) return undefined;
    c.set("viewer", found.viewer);
    if (found.lease) rates.count(request, found.lease);
    c.set("allowanceOf", (method) => rates.allowance({ ...request, method }));
    return found;
  } finally {
    if (wanted) rates.end(request);
    showRate(c, request, rates);
  }
}

/**
 * Makes the middleware that finds the viewer of an API request by the bearer token, as `tokenFinder`
 * does. Throws forbidden for what a limited token may not do.
 */
export function tokenViewer(services: Pick<Services, "settings">, rates?: Rates) {
  const find = tokenFinder(services, rates);
  return createMiddleware<SignedIn>(async (c, next) => {
    const secret = bearerToken(c);
    if (!secret) {
      throw new AppError("not_signed_in", "Send an API token: Authorization: Bearer TOKEN.");
    }
    await find(c, secret);
    recordRequest(c);
    refuseBeyondLimits(c);
    await next();
  });
}

const millisecondsOf = (c: Context<SignedIn>) => c.var.services.now().epochMilliseconds;

/** Returns the viewer of a token, with what the request is going to read, in one query. */
async function lookUp(
  c: Context<SignedIn>,
  hash: Uint8Array,
  wanted: viewers.LeaseWanted | undefined,
): Promise<viewers.AtOnce | undefined> {
  const { owner } = c.var.services.database;
  const also = alsoRead(c.req);
  if (also) return await viewers.byTokenWith(owner, hash, also, wanted);
  const found = await viewers.byToken(owner, hash, wanted);
  if (!found) return undefined;
  const { lease, ...viewer } = found;
  return { viewer, lease };
}

/** Returns the error for a wrong token, with its reason: after many of a network, that it must wait. */
export function refusedSecret(
  c: Context<SignedIn>,
  wrong: WrongSecrets,
  reason: string,
): AppError {
  const network = networkOf(clientAddress(c, c.var.services.settings.trustedProxies));
  const seconds = wrong.waitSeconds(network, millisecondsOf(c));
  if (seconds > 0) {
    return new AppError("too_many", tooManyAttempts(seconds), { retryAfterSeconds: seconds });
  }
  wrong.add(network, millisecondsOf(c));
  return new AppError("not_signed_in", reason);
}

/** Puts what is left of the minute's requests into the response, whatever it will be. */
function showRate(
  c: Context<SignedIn>,
  request: Parameters<RequestRates["begin"]>[0],
  rates: Rates,
): void {
  const allowance = rates.allowance(request);
  if (!allowance) return;
  const fields = rateLimitFields(limitOf(request.method), allowance, secondsLeft(request.now));
  for (const [name, value] of Object.entries(fields)) c.header(name, value);
}
