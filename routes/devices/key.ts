import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { LRUCache } from "lru-cache";
import { hashSecret } from "../../domain/account/secret.ts";
import { tooManyAttempts } from "../../domain/account/sign_in.ts";
import { AppError } from "../../domain/errors.ts";
import { deviceKey } from "../../domain/loggers/device_key.ts";
import * as keys from "../../sql/loggers/device_keys.ts";
import { networkOf } from "../http/body_limits.ts";
import { clientAddress } from "../middleware/client_address.ts";
import type { FromDevice } from "./device.ts";
import type { WrongKeys } from "./wrong_keys.ts";

const MOST_KEYS = 10_000;
/** A key revoked meanwhile stores nothing: what stores readings looks at the key itself. */
const KNOWN_MS = 60_000;

/**
 * Finds the logger of a request by its key, before the body is read. Throws not_signed_in without a
 * key that is known, and too_many where too many wrong ones came from. A device whose key was right a
 * moment ago is let in however many wrong ones its neighbours send.
 */
export function keyed(wrong: WrongKeys) {
  const known = new LRUCache<string, string>({ max: MOST_KEYS, ttl: KNOWN_MS });
  return createMiddleware<FromDevice>(async (c, next) => {
    const key = deviceKey({
      authorization: c.req.header("authorization"),
      query: { p: c.req.query("p"), apikey: c.req.query("apikey") },
    });
    if (!key) throw new AppError("not_signed_in", "Send the key of a logger.");
    const keyHash = hashSecret(key);
    const name = keyHash.toHex();
    const logger_uuid = known.get(name) ?? await found(c, keyHash, wrong);
    known.set(name, logger_uuid);
    c.set("device", { logger_uuid, keyHash });
    await next();
  });
}

async function found(c: Context<FromDevice>, hash: Uint8Array, wrong: WrongKeys): Promise<string> {
  const { services } = c.var;
  const network = networkOf(clientAddress(c, services.settings.trustedProxies));
  const now = services.now().epochMilliseconds;
  const wait = wrong.waitSeconds(network, now);
  if (wait > 0) throw new AppError("too_many", tooManyAttempts(wait), { retryAfterSeconds: wait });
  const logger_uuid = await keys.loggerOf(services.database.owner, hash);
  if (logger_uuid) return logger_uuid;
  wrong.add(network, now);
  c.set("hasWrongKey", true);
  throw new AppError("not_signed_in", "This key of a logger is unknown or revoked.");
}
