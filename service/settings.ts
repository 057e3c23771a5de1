import type { JwtIssuer } from "../domain/account/identity.ts";
import type { SecretKeys } from "../domain/account/secret_key.ts";
import type { Config } from "./config.ts";

/**
 * A request keeps its place in the pool of scopes while its picture waits to be drawn, so few may:
 * drawing takes a third of a second.
 */
const PICTURE_LIMITS = { drawMs: 2000, waiting: 3 };

/** Rows of an upload that are checked and kept together: enough that few transactions keep them. */
const PIECE_ROWS = 10_000;

/** Picks from configuration and secret key what routes need to handle requests. */
export function requestSettings(config: Config, secretKeys: SecretKeys) {
  return {
    secretKeys,
    makesForecasts: config.FORECAST,
    publicOrigin: config.PUBLIC_URL && new URL(config.PUBLIC_URL).origin,
    hstsSubdomains: config.HSTS_SUBDOMAINS,
    trustedProxies: config.TRUSTED_PROXIES,
    corsOrigins: config.CORS_ORIGINS,
    jwtIssuer: jwtIssuerOf(config),
    webhookHosts: config.WEBHOOK_ALLOWED_HOSTS,
    factorRequired: config.REQUIRE_FACTOR,
    sessionDays: config.SESSION_DAYS,
    sessionIdleDays: config.SESSION_IDLE_DAYS,
    passwordLinkHours: config.PASSWORD_LINK_HOURS,
    pictureLimits: PICTURE_LIMITS,
    requestLimits: {
      readsPerMinute: config.API_READS_PER_MINUTE,
      writesPerMinute: config.API_WRITES_PER_MINUTE,
    },
    uploadLimits: {
      bytes: config.UPLOAD_MB * 1024 ** 2,
      rows: config.UPLOAD_ROWS,
      seconds: config.UPLOAD_MINUTES * 60,
      pieceRows: PIECE_ROWS,
    },
    signInLimits: {
      perAccount: config.SIGN_IN_LIMIT_ACCOUNT,
      perAddress: config.SIGN_IN_LIMIT_ADDRESS,
      minutes: config.SIGN_IN_WINDOW_MINUTES,
    },
  };
}

/** Returns whose JWTs are taken; undefined where none is configured. */
function jwtIssuerOf(config: Config): JwtIssuer | undefined {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: keysUrl } = config;
  if (issuer === undefined || audience === undefined || keysUrl === undefined) return undefined;
  const { JWT_EMAIL_CLAIM: emailClaim, JWT_ADD_USERS: addsUsers } = config;
  return { issuer, audience, keysUrl, emailClaim, addsUsers };
}
