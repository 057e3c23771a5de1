import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { deriveKeys } from "../../domain/account/secret_key.ts";
import { publicUrl, readConfig, VARIABLES } from "../../service/config.ts";
import { requestSettings } from "../../service/settings.ts";
import { type Env, said } from "../support/config.ts";

const KEYS = deriveKeys(new Uint8Array(32));

const JWT = {
  JWT_ISSUER: "https://login.example.org/",
  JWT_AUDIENCE: "https://api.example.org/",
  JWT_JWKS_URL: "https://login.example.org/.well-known/jwks.json",
};

const DEFAULTS = {
  HOST: "127.0.0.1",
  PORT: 8000,
  ALLOW_PLAIN_HTTP: false,
  HSTS_SUBDOMAINS: false,
  TRUSTED_PROXIES: [],
  CORS_ORIGINS: [],
  JWT_EMAIL_CLAIM: "https://openclimatefix.org/email",
  JWT_ADD_USERS: false,
  WEBHOOK_ALLOWED_HOSTS: [],
  DATA_DIR: "./data",
  MIGRATE: true,
  DEMO: true,
  FORECAST: true,
  LOG_LEVEL: "info",
  SESSION_DAYS: 30,
  SESSION_IDLE_DAYS: 14,
  PASSWORD_LINK_HOURS: 72,
  REQUIRE_FACTOR: "off",
  UPLOAD_MB: 256,
  UPLOAD_ROWS: 2_000_000,
  UPLOAD_MINUTES: 10,
  SIGN_IN_LIMIT_ACCOUNT: 10,
  SIGN_IN_LIMIT_ADDRESS: 50,
  SIGN_IN_WINDOW_MINUTES: 15,
  API_READS_PER_MINUTE: 600,
  API_WRITES_PER_MINUTE: 1200,
  RETAIN_SECURITY_DAYS: 90,
  RETAIN_POSITION_DAYS: 30,
  WEATHER_DISTANCE_KM: 5,
  WEATHER_RETENTION_DAYS: 180,
  BACKUP_HOUR: 1,
  BACKUP_KEEP: 7,
};

describe("the configuration", () => {
  it("has a default for everything that a first start needs", () => {
    assert.deepEqual({ ...readConfig({}) }, DEFAULTS);
  });

  it("takes an empty variable, and blanks, for one that is not set", () => {
    const empty = Object.fromEntries(VARIABLES.flatMap((name) => [[name, ""], [name, "  "]]));
    assert.deepEqual({ ...readConfig(empty) }, DEFAULTS);
  });

  it("ignores the variables of others", () => {
    assert.deepEqual({ ...readConfig({ PATH: "/bin", port: "1", PGHOST: "x" }) }, DEFAULTS);
  });

  /** Every variable, a value for it, and what it becomes. */
  const good: [string, string, unknown][] = [
    ["HOST", "::1", "::1"],
    ["PORT", "0", 0],
    ["PUBLIC_URL", "https://forecasts.example.org", "https://forecasts.example.org"],
    ["ALLOW_PLAIN_HTTP", "on", true],
    ["HSTS_SUBDOMAINS", "on", true],
    ["JWT_EMAIL_CLAIM", "email", "email"],
    ["WEBHOOK_ALLOWED_HOSTS", "hooks.internal:8080, 10.0.0.5:443", [
      "hooks.internal:8080",
      "10.0.0.5:443",
    ]],
    ["CORS_ORIGINS", "https://a.example, http://b.example:8080", [
      "https://a.example",
      "http://b.example:8080",
    ]],
    ["TRUSTED_PROXIES", "10.0.0.1, 192.168.0.0/16 2001:db8::/32", [
      "10.0.0.1",
      "192.168.0.0/16",
      "2001:db8::/32",
    ]],
    ["DATABASE_URL", "postgresql://a:b@db:5432/c", "postgresql://a:b@db:5432/c"],
    ["REQUEST_DATABASE_URL", "postgres://r:b@db:5432/c", "postgres://r:b@db:5432/c"],
    ["DATA_DIR", " /var/lib/sitecast ", "/var/lib/sitecast"],
    ["SECRET_KEY_FILE", "/etc/sitecast/secret.key", "/etc/sitecast/secret.key"],
    ["MIGRATE", "off", false],
    ["DEMO", "off", false],
    ["FORECAST", "off", false],
    ["LOG_LEVEL", "debug", "debug"],
    ["SESSION_DAYS", "365", 365],
    ["SESSION_IDLE_DAYS", "1", 1],
    ["PASSWORD_LINK_HOURS", "1", 1],
    ["REQUIRE_FACTOR", "admins", "admins"],
    ["UPLOAD_MB", "4096", 4096],
    ["UPLOAD_ROWS", "1", 1],
    ["UPLOAD_MINUTES", "120", 120],
    ["SIGN_IN_LIMIT_ACCOUNT", "3", 3],
    ["SIGN_IN_LIMIT_ADDRESS", "10000", 10_000],
    ["SIGN_IN_WINDOW_MINUTES", "1440", 1440],
    ["API_READS_PER_MINUTE", "1", 1],
    ["API_WRITES_PER_MINUTE", "1000000", 1_000_000],
    ["RETAIN_LATEST_DAYS", "1", 1],
    ["RETAIN_GENERATION_DAYS", "31", 31],
    ["RETAIN_READING_DAYS", "62", 62],
    ["RETAIN_REQUEST_DAYS", "99999", 99_999],
    ["RETAIN_SECURITY_DAYS", "1", 1],
    ["RETAIN_POSITION_DAYS", "7", 7],
    ["WEATHER_DISTANCE_KM", "100", 100],
    ["WEATHER_RETENTION_DAYS", "2", 2],
    ["BACKUP_DIR", "/srv/backups", "/srv/backups"],
    ["BACKUP_HOUR", "0", 0],
    ["WEATHER", "open-meteo", "open-meteo"],
    ["BACKUP_KEEP", "10000", 10_000],
  ];
  for (const [name, text, value] of good) {
    it(`takes ${name}=${text}`, () => {
      const config: Record<string, unknown> = readConfig({ [name]: text });
      assert.deepEqual(config[name], value);
    });
  }

  /** Each variable that can be wrong, with wrong values and their error message. */
  const bad: [string, string[], RegExp][] = [
    ["PORT", ["-1", "65536", "80a", "8e3", "1.5"], /whole number from 0 to 65535/],
    ["PUBLIC_URL", ["ftp://x.org"], /address like https:/],
    ["ALLOW_PLAIN_HTTP", ["yes", "ON", "1"], /on or off/],
    ["HSTS_SUBDOMAINS", ["yes"], /on or off/],
    ["JWT_ADD_USERS", ["yes"], /on or off/],
    ["WEBHOOK_ALLOWED_HOSTS", ["*", "hooks.internal", "10.0.0.0/8", "A.example:80"], /hosts with/],
    ["CORS_ORIGINS", ["**", "null", "https://a.example/", "a.example"], /origins like/],
    ["TRUSTED_PROXIES", ["proxy", "10.0.0.0/33", "10.0.0.1;10.0.0.2"], /addresses or networks/],
    ["DATABASE_URL", ["localhost", "mysql://a@b/c", "postgres//x"], /postgres:\/\/login/],
    ["REQUEST_DATABASE_URL", ["localhost", "mysql://a@b/c"], /postgres:\/\/login/],
    ["SITECAST_DATABASE", ["url", "PARTS"], /parts, or left out/],
    ["MIGRATE", ["true"], /on or off/],
    ["DEMO", ["no"], /on or off/],
    ["FORECAST", ["0"], /on or off/],
    ["LOG_LEVEL", ["verbose", "INFO"], /debug, info, warning or error/],
    ["SESSION_DAYS", ["0", "366", "a month"], /from 1 to 365/],
    ["SESSION_IDLE_DAYS", ["0", "366"], /from 1 to 365/],
    ["PASSWORD_LINK_HOURS", ["0", "721"], /from 1 to 720/],
    ["REQUIRE_FACTOR", ["on", "all"], /off or admins/],
    ["UPLOAD_MB", ["0", "4097"], /from 1 to 4096/],
    ["UPLOAD_ROWS", ["0", "20000001"], /from 1 to 20000000/],
    ["UPLOAD_MINUTES", ["0", "121"], /from 1 to 120/],
    ["SIGN_IN_LIMIT_ACCOUNT", ["0", "1001"], /from 1 to 1000/],
    ["SIGN_IN_LIMIT_ADDRESS", ["0", "10001"], /from 1 to 10000/],
    ["SIGN_IN_WINDOW_MINUTES", ["0", "1441"], /from 1 to 1440/],
    ["API_READS_PER_MINUTE", ["0", "1000001"], /from 1 to 1000000/],
    ["API_WRITES_PER_MINUTE", ["0", "many"], /from 1 to 1000000/],
    ["RETAIN_FORECAST_DAYS", ["0", "100000"], /leave it out to keep everything/],
    ["RETAIN_LATEST_DAYS", ["0", "for ever"], /leave it out/],
    ["RETAIN_GENERATION_DAYS", ["-1", "1.5"], /leave it out/],
    ["RETAIN_READING_DAYS", ["0"], /leave it out/],
    ["RETAIN_REQUEST_DAYS", ["07"], /leave it out/],
    ["RETAIN_SECURITY_DAYS", ["0", "for ever"], /from 1 to 99999/],
    ["RETAIN_POSITION_DAYS", ["0"], /from 1 to 99999/],
    ["WEATHER_DISTANCE_KM", ["0", "2.5", "101"], /from 1 to 100/],
    ["WEATHER_RETENTION_DAYS", ["1", "for ever"], /from 2 to 99999/],
    ["BACKUP_HOUR", ["24", "1.5"], /from 0 to 23/],
    ["WEATHER", ["on", "Open-Meteo"], /must be open-meteo, or left out/],
    ["BACKUP_KEEP", ["0", "-1"], /from 1 to 10000/],
  ];
  for (const [name, values, sentence] of bad) {
    it(`names ${name} and says what it must be`, () => {
      for (const value of values) {
        const sentences = said({ [name]: value });
        assert.match(sentences, new RegExp(`^${name} must be [^\n]*\\.$`), value);
        assert.match(sentences, sentence);
        if (!name.endsWith("DATABASE_URL")) assert.ok(sentences.includes(JSON.stringify(value)));
      }
    });
  }

  it("has a test for every variable", () => {
    const withAnother = [
      "RETAIN_FORECAST_DAYS",
      "SITECAST_DATABASE",
      ...Object.keys(JWT),
      "JWT_ADD_USERS",
      ...["WEATHER_URL", "WEATHER_KEY"],
    ]; // see below
    assert.deepEqual([...good.map(([name]) => name), ...withAnother].sort(), [...VARIABLES].sort());
    const free = [
      ...["BACKUP_DIR", "HOST", "DATA_DIR", "SECRET_KEY_FILE"],
      ...[...Object.keys(JWT), "JWT_EMAIL_CLAIM", "WEATHER_URL", "WEATHER_KEY"], // see below
    ];
    assert.deepEqual([...bad.map(([name]) => name), ...free].sort(), [...VARIABLES].sort());
  });

  it("says all that is wrong at once, a line each", () => {
    const lines = said({ PORT: "x", DEMO: "x", LOG_LEVEL: "x" }).split("\n");
    assert.deepEqual(lines.map((line) => line.split(" ")[0]), ["PORT", "DEMO", "LOG_LEVEL"]);
  });

  it("never repeats the password of a database", () => {
    for (const url of ["mysql://login:hunter2@db/x", "login:hunter2@db"]) {
      const sentences = said({ DATABASE_URL: url, PORT: "x" });
      assert.match(sentences, /^DATABASE_URL must be/m);
      assert.doesNotMatch(sentences, /hunter2/);
    }
  });
});

describe("the issuer of JWTs", () => {
  const issuerOf = (env: Env) => requestSettings(readConfig(env), KEYS).jwtIssuer;

  it("is set whole", () => {
    assert.equal(issuerOf({}), undefined);
    assert.deepEqual(issuerOf({ ...JWT, JWT_ADD_USERS: "on", JWT_EMAIL_CLAIM: "email" }), {
      issuer: JWT.JWT_ISSUER,
      audience: JWT.JWT_AUDIENCE,
      keysUrl: JWT.JWT_JWKS_URL,
      emailClaim: "email",
      addsUsers: true,
    });
  });

  it("is not set by half", () => {
    for (const [name, value] of Object.entries(JWT)) {
      const lines = said({ [name]: value }).split("\n");
      assert.equal(lines.length, 2, name);
      for (const line of lines) assert.match(line, /^JWT_\w+ must be set, too: JWT_ISSUER, /);
    }
    assert.equal(said({ JWT_ADD_USERS: "on" }).split("\n").length, 3);
  });

  it("has an address of keys, and a name that is not too long", () => {
    for (const url of ["login.example.org", "file:///keys"]) {
      assert.match(said({ ...JWT, JWT_JWKS_URL: url }), /^JWT_JWKS_URL must be an address like /);
    }
    assert.match(said({ ...JWT, JWT_ISSUER: "x".repeat(256) }), /^JWT_ISSUER must be at most 255 /);
  });

  it("has keys that nobody can change on their way", () => {
    const plain = { ...JWT, JWT_JWKS_URL: "http://login.example.org/keys" };
    assert.match(said(plain), /^JWT_JWKS_URL must be https: /);
    for (
      const env of [{ ...plain, ALLOW_PLAIN_HTTP: "on" }, {
        ...JWT,
        JWT_JWKS_URL: "http://[::1]:8080/keys",
      }]
    ) {
      assert.ok(issuerOf(env));
    }
  });
});

describe("the source of weather", () => {
  const WEATHER = { WEATHER: "open-meteo" };

  it("has an address and a key of its own, over TLS or on this machine", () => {
    for (const url of ["https://customer-api.open-meteo.com", "http://127.0.0.1:8080/mirror"]) {
      const config = readConfig({ ...WEATHER, WEATHER_URL: url, WEATHER_KEY: "a-key" });
      assert.deepEqual([config.WEATHER_URL, config.WEATHER_KEY], [url, "a-key"]);
    }
  });

  it("never repeats what may be a key", () => {
    const wrong: [Env, RegExp][] = [
      [
        { ...WEATHER, WEATHER_URL: "http://api.example.org/?k=hunter2" },
        /^WEATHER_URL must be https/,
      ],
      [{ ...WEATHER, WEATHER_URL: "https://api.example.org/?k=hunter2" }, /^WEATHER_URL must end/],
      [{ ...WEATHER, WEATHER_URL: "hunter2" }, /^WEATHER_URL must be an address like /],
      [{ ...WEATHER, WEATHER_KEY: "hunter2 hunter2" }, /^WEATHER_KEY must be at most 200 /],
      [{ WEATHER_KEY: "hunter2" }, /^WEATHER must be set, too/],
    ];
    for (const [env, sentence] of wrong) {
      assert.match(said(env), sentence);
      assert.doesNotMatch(said(env), /hunter2/);
    }
  });
});

describe("how long forecasts are kept", () => {
  const VALUES = { RETAIN_FORECAST_DAYS: "30" };

  it("may be as long as the latest of them are shown, or longer", () => {
    for (const RETAIN_LATEST_DAYS of ["30", "7"]) {
      const config = readConfig({ ...VALUES, RETAIN_LATEST_DAYS });
      assert.equal(config.RETAIN_FORECAST_DAYS, 30);
      assert.equal(config.RETAIN_LATEST_DAYS, Number(RETAIN_LATEST_DAYS));
    }
  });

  for (const RETAIN_LATEST_DAYS of [undefined, "31"]) {
    it(`is not shorter than that: the latest of ${RETAIN_LATEST_DAYS ?? "all"} days`, () => {
      assert.match(
        said({ ...VALUES, RETAIN_LATEST_DAYS }),
        /^RETAIN_LATEST_DAYS must be set to at most RETAIN_FORECAST_DAYS \(30\): /,
      );
    });
  }
});

describe("plain HTTP", () => {
  const PLAIN = "http://forecasts.example.org";
  const SAFE = "https://forecasts.example.org";

  it("is served on loopback, under every name that it has", () => {
    for (const HOST of ["127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"]) {
      assert.equal(readConfig({ HOST }).HOST, HOST);
    }
  });

  for (const HOST of ["0.0.0.0", "::", "192.168.0.7", "sitecast", "127.0.0.1.example.org"]) {
    it(`is refused on ${HOST} unless the public address is https or it is allowed`, () => {
      assert.match(said({ HOST }), /^PUBLIC_URL must be set when HOST .* is not loopback/);
      assert.match(
        said({ HOST, PUBLIC_URL: PLAIN }),
        /^PUBLIC_URL must be https.* proxy with TLS/,
      );
      assert.match(said({ HOST, ALLOW_PLAIN_HTTP: "on" }), /^PUBLIC_URL must be set/);
      const allowed = { HOST, PUBLIC_URL: PLAIN, ALLOW_PLAIN_HTTP: "on" };
      for (const env of [{ HOST, PUBLIC_URL: SAFE }, allowed]) {
        assert.equal(readConfig(env).HOST, HOST);
      }
    });
  }

  it("is refused behind a proxy that people reach without TLS", () => {
    assert.match(said({ PUBLIC_URL: PLAIN }), /^PUBLIC_URL must be https/);
    assert.equal(readConfig({ PUBLIC_URL: "http://localhost:8000" }).HOST, "127.0.0.1");
  });

  it("has no path, since every link starts at the root", () => {
    assert.match(said({ PUBLIC_URL: `${SAFE}/solar` }), /^PUBLIC_URL must have no path/);
    assert.equal(readConfig({ PUBLIC_URL: `${SAFE}/` }).PUBLIC_URL, `${SAFE}/`);
  });
});

describe("the public address", () => {
  it("is where the service listens, unless another one is set", () => {
    const address = (env: Env, port?: number) => publicUrl(readConfig(env), port);
    assert.equal(address({}), "http://127.0.0.1:8000");
    assert.equal(address({ PORT: "0" }, 40_123), "http://127.0.0.1:40123");
    assert.equal(address({ HOST: "::1" }), "http://[::1]:8000");
    assert.equal(address({ HOST: "[::1]" }), "http://[::1]:8000");
    assert.equal(
      address({ PUBLIC_URL: "https://x.example.org/" }, 40_123),
      "https://x.example.org",
    );
  });

  it("gives requests the origin that browsers send", () => {
    const origin = (PUBLIC_URL?: string) =>
      requestSettings(readConfig({ PUBLIC_URL }), KEYS).publicOrigin;
    assert.equal(origin("https://Forecasts.example.org:443/"), "https://forecasts.example.org");
    assert.equal(origin(undefined), undefined);
  });
});
