import { createMiddleware } from "hono/factory";
import { LRUCache } from "lru-cache";
import { hashSecret } from "../../domain/account/secret.ts";
import { tooManyAttempts } from "../../domain/account/sign_in.ts";
import { AppError } from "../../domain/errors.ts";
import { deviceKey } from "../../domain/loggers/device_key.ts";
import * as keys from "../../sql/loggers/device_keys.ts";
import { networkOf } from "../http/body_limits.ts";
import type { Services } from "../http/context.ts";
import { clientAddress } from "../middleware/client_address.ts";
import type { FromDevice } from "./device.ts";
import type { WrongSecrets } from "../http/wrong_secrets.ts";

const MOST_KEYS = 10_000;
const KNOWN_MS = 3_600_000;

/** Returns the error for a key that no logger has, or that was revoked. */
export const unknownKey = () =>
  new AppError("not_signed_in", "This key of a logger is unknown or revoked.");

/**
 * Finds the logger of a request by its key, before the body is read. Throws not_signed_in without a
 * key that is known, and too_many where too many wrong ones came from. A key that was right within the
 * last hour is looked at however many wrong ones its neighbours send.
 */
export function keyed(wrong: WrongSecrets) {
  const rightOnes = new LRUCache<string, true>({ max: MOST_KEYS, ttl: KNOWN_MS });
  return createMiddleware<FromDevice>(async (c, next) => {
    const key = deviceKey({
      authorization: c.req.header("authorization"),
      query: { p: c.req.query("p"), apikey: c.req.query("apikey") },
    });
    if (!key) throw new AppError("not_signed_in", "Send the key of a logger.");
    const keyHash = hashSecret(key);
    const name = keyHash.toHex();
    const { services } = c.var;
    const network = networkOf(clientAddress(c, services.settings.trustedProxies));
    if (!rightOnes.has(name)) refuseGuesses(wrong.waitSeconds(network, millisecondsOf(services)));
    const logger = await keys.loggerOf(services.database.devices, keyHash);
    if (!logger) {
      rightOnes.delete(name);
      wrong.add(network, millisecondsOf(services));
      c.set("hasWrongKey", true);
      throw unknownKey();
    }
    rightOnes.set(name, true);
    c.set("device", { ...logger, keyHash });
    await next();
  });
}

const millisecondsOf = ({ now }: Services) => now().epochMilliseconds;

function refuseGuesses(seconds: number): void {
  if (seconds === 0) return;
  throw new AppError("too_many", tooManyAttempts(seconds), { retryAfterSeconds: seconds });
}
