import ipaddr from "ipaddr.js";
import { z } from "zod";
import { ConfigError } from "./config_error.ts";
import { urlOfParts } from "./database_parts.ts";

const flag = (fallback: "on" | "off") =>
  z.enum(["on", "off"], { error: "must be on or off" }).default(fallback).transform((v) =>
    v === "on"
  );

const whole = (fallback: number, least: number, most: number) =>
  z.string().default(String(fallback))
    .refine((text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number);

const days = z.string().refine((text) => /^[1-9]\d{0,4}$/.test(text), {
  error: "must be a whole number of days from 1 to 99999; leave it out to keep everything",
}).transform(Number).optional();

const url = (protocols: RegExp, example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), {
    error: `must be an address like ${example}`,
  });

const addresses = z.string().default("").transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((list) => list.every((item) => ipaddr.isValid(item) || ipaddr.isValidCIDR(item)), {
    error: "must be addresses or networks like 10.0.0.1, 192.168.0.0/16",
  });

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;

const origins = z.string().default("").transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((list) => list.every((item) => item === "*" || isOrigin(item)), {
    error: "must be origins like https://dashboard.example.org, without a path, or * for all",
  });

const hosts = z.string().default("").transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((list) => list.every(isHostWithPort), {
    error: "must be hosts with their ports like hooks.internal:8080, 10.0.0.5:443",
  });

/** Returns true for a host as an address has it, in small letters, and a port. */
function isHostWithPort(text: string): boolean {
  const [, host = "", port = ""] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const address = `http://${host}:${port}`;
  return host !== "" && URL.canParse(address) && new URL(address).hostname === host;
}

const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host);

const databaseUrl = url(/^postgres(ql)?:$/, "postgres://login:password@host:5432/database")
  .optional();

const JWT_MISSING =
  "must be set, too: JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL belong together, " +
  "and none of them means that no JWTs are taken";

const variables = z.object({
  HOST: z.string().min(1, { error: "must be a host name or an address" }).default("127.0.0.1"),
  PORT: whole(8000, 0, 65_535),
  PUBLIC_URL: url(/^https?:$/, "https://forecasts.example.org").optional(),
  ALLOW_PLAIN_HTTP: flag("off"),
  HSTS_SUBDOMAINS: flag("off"),
  TRUSTED_PROXIES: addresses,
  CORS_ORIGINS: origins,
  JWT_ISSUER: z.string().max(255, { error: "must be at most 255 characters long" }).optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_JWKS_URL: url(/^https?:$/, "https://login.example.org/.well-known/jwks.json").optional(),
  JWT_EMAIL_CLAIM: z.string().default("https://openclimatefix.org/email"),
  JWT_ADD_USERS: flag("off"),
  WEBHOOK_ALLOWED_HOSTS: hosts,
  WEATHER: z.enum(["open-meteo"], { error: "must be open-meteo, or left out" }).optional(),
  WEATHER_URL: url(/^https?:$/, "https://api.open-meteo.com").optional(),
  WEATHER_KEY: z.string().regex(/^[\x21-\x7e]{1,200}$/, {
    error: "must be at most 200 letters, digits and signs, without blanks",
  }).optional(),
  DATABASE_URL: databaseUrl,
  REQUEST_DATABASE_URL: databaseUrl,
  SITECAST_DATABASE: z.enum(["parts"], { error: "must be parts, or left out" }).optional(),
  DATA_DIR: z.string().min(1, { error: "must be a folder" }).default("./data"),
  SECRET_KEY_FILE: z.string().optional(),
  MIGRATE: flag("on"),
  DEMO: flag("on"),
  FORECAST: flag("on"),
  LOG_LEVEL: z.enum(["debug", "info", "warning", "error"], {
    error: "must be debug, info, warning or error",
  }).default("info"),
  SESSION_DAYS: whole(30, 1, 365),
  SESSION_IDLE_DAYS: whole(14, 1, 365),
  PASSWORD_LINK_HOURS: whole(72, 1, 720),
  REQUIRE_FACTOR: z.enum(["off", "admins"], { error: "must be off or admins" }).default("off"),
  UPLOAD_MB: whole(256, 1, 4096),
  UPLOAD_ROWS: whole(2_000_000, 1, 20_000_000),
  UPLOAD_MINUTES: whole(10, 1, 120),
  SIGN_IN_LIMIT_ACCOUNT: whole(10, 1, 1000),
  SIGN_IN_LIMIT_ADDRESS: whole(50, 1, 10_000),
  SIGN_IN_WINDOW_MINUTES: whole(15, 1, 1440),
  API_READS_PER_MINUTE: whole(600, 1, 1_000_000),
  API_WRITES_PER_MINUTE: whole(1200, 1, 1_000_000),
  RETAIN_FORECAST_DAYS: days,
  RETAIN_LATEST_DAYS: days,
  RETAIN_GENERATION_DAYS: days,
  RETAIN_READING_DAYS: days,
  RETAIN_REQUEST_DAYS: days,
  RETAIN_SECURITY_DAYS: whole(90, 1, 99_999),
  RETAIN_POSITION_DAYS: whole(30, 1, 99_999),
  WEATHER_DISTANCE_KM: whole(5, 1, 100),
  WEATHER_RETENTION_DAYS: whole(180, 2, 99_999),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_HOUR: whole(1, 0, 23),
  BACKUP_KEEP: whole(7, 1, 10_000),
}).superRefine((env, context) => {
  const wrong = (message: string) =>
    context.addIssue({ code: "custom", path: ["PUBLIC_URL"], message });
  if (env.PUBLIC_URL === undefined) {
    if (isLoopback(env.HOST)) return;
    return wrong(
      `must be set when HOST (${env.HOST}) is not loopback: the address that people type`,
    );
  }
  if (!URL.canParse(env.PUBLIC_URL)) return; // reported by its own check
  const { protocol, hostname, pathname } = new URL(env.PUBLIC_URL);
  if (pathname !== "/") wrong("must have no path: Sitecast is served from the root of its host");
  const local = isLoopback(env.HOST) && isLoopback(hostname);
  if (protocol === "http:" && !local && !env.ALLOW_PLAIN_HTTP) {
    wrong(
      "must be https: passwords would travel in the clear. Put a proxy with TLS in front, or set " +
        "ALLOW_PLAIN_HTTP=on if you know the network",
    );
  }
}).superRefine((env, context) => {
  const wrong = (name: string, message: string) =>
    context.addIssue({ code: "custom", path: [name], message });
  const all = ["JWT_ISSUER", "JWT_AUDIENCE", "JWT_JWKS_URL"] as const;
  const missing = all.filter((name) => env[name] === undefined);
  if (missing.length < all.length || env.JWT_ADD_USERS) {
    for (const name of missing) wrong(name, JWT_MISSING);
  }
  const { JWT_JWKS_URL: keysUrl = "", ALLOW_PLAIN_HTTP: allowsPlain } = env;
  if (!URL.canParse(keysUrl)) return; // unset, or reported by its own check
  const { protocol, hostname } = new URL(keysUrl);
  if (protocol === "http:" && !isLoopback(hostname) && !allowsPlain) {
    wrong(
      "JWT_JWKS_URL",
      "must be https: whoever can change the keys on their way can sign in as anybody. Set " +
        "ALLOW_PLAIN_HTTP=on if you know the network",
    );
  }
}).superRefine(({ WEATHER, WEATHER_URL: address, WEATHER_KEY: key }, context) => {
  const wrong = (name: string, message: string) =>
    context.addIssue({ code: "custom", path: [name], message });
  if (WEATHER === undefined && (address !== undefined || key !== undefined)) {
    wrong("WEATHER", "must be set, too, else nothing is fetched");
  }
  if (address === undefined || !URL.canParse(address)) return; // unset, or reported by its own check
  const { protocol, hostname, username, search, hash } = new URL(address);
  if (protocol === "http:" && !isLoopback(hostname)) {
    wrong("WEATHER_URL", "must be https: the key would travel in the clear");
  }
  if (username !== "" || search !== "" || hash !== "") {
    wrong("WEATHER_URL", "must end with its path: the key belongs into WEATHER_KEY");
  }
}).superRefine(({ RETAIN_FORECAST_DAYS: values, RETAIN_LATEST_DAYS: latest }, context) => {
  if (![values, latest ?? 0].every(Number.isInteger)) return; // unset, or reported already
  if (latest !== undefined && latest <= values!) return;
  context.addIssue({
    code: "custom",
    path: ["RETAIN_LATEST_DAYS"],
    message: `must be set to at most RETAIN_FORECAST_DAYS (${values}): a latest forecast is not ` +
      "shown for longer than the values that it comes from are kept",
  });
});

export type Config = z.output<typeof variables>;

/** Names of the environment variables that the service reads. */
export const VARIABLES = Object.keys(variables.shape);

/** Variables that may hold a secret, besides those of databases. */
const SECRETS = ["WEATHER_URL", "WEATHER_KEY"];

/**
 * Reads the configuration from environment variables. An empty variable counts as not set. Throws
 * ConfigError with a sentence for each wrong value; it never repeats DATABASE_URL, WEATHER_URL and
 * WEATHER_KEY, which may hold a secret.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    VARIABLES.flatMap((name) => env[name]?.trim() ? [[name, env[name].trim()]] : []),
  );
  if (given.SITECAST_DATABASE === "parts") given.DATABASE_URL ??= urlOfParts(env);
  const result = variables.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const value = name.endsWith("DATABASE_URL") || SECRETS.includes(name)
        ? ""
        : ` (it is ${JSON.stringify(given[name] ?? "")})`;
      return `${name} ${issue.message}${value}.`;
    }).join("\n"),
  );
}

/** Returns the address for people to open. `port` is the one listened on, when PORT is 0. */
export function publicUrl(config: Config, port = config.PORT): string {
  if (config.PUBLIC_URL) return config.PUBLIC_URL.replace(/\/$/, "");
  const host = config.HOST.includes(":") && !config.HOST.startsWith("[")
    ? `[${config.HOST}]`
    : config.HOST;
  return `http://${host}:${port}`;
}
