import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { readConfig } from "../../service/config.ts";
import { openServiceDatabase } from "../../service/open_database.ts";
import {
  dropDatabase,
  emptyDatabase,
  type TestDatabase,
  testDatabase,
} from "../support/database.ts";

const PASSWORD = "p@:/?#%&= ü'\"\\+";
const names = ["plain", "request"].map((name) => `${name}_${crypto.randomUUID().slice(0, 8)}`);
const [plain, request] = names as [string, string];
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await database.owner.unsafe(`
    create role ${plain} login password '${PASSWORD.replaceAll("'", "''")}';
    create role ${request} login noinherit password 'theirs';
    grant sitecast_app, sitecast_admin to ${request}`);
});
afterAll(async () => {
  for (const name of names) await database.owner.unsafe(`drop role ${name}`);
  await database.drop();
});

/** The address of the test's database with other parts. */
function address(parts: Partial<Pick<URL, "username" | "password" | "pathname" | "search">>) {
  const encoded = { ...parts };
  if (parts.password) encoded.password = encodeURIComponent(parts.password);
  return Object.assign(new URL(database.url), encoded).href;
}

async function refusal(env: Record<string, string>): Promise<string> {
  const { message, code } = await openServiceDatabase(readConfig({ MIGRATE: "off", ...env })).then(
    () => assert.fail("it was let in"),
    (error) => error,
  );
  assert.equal(code, "unavailable");
  return message;
}

describe("a database that refuses us", () => {
  it("because it is not there, says how to make it", async () => {
    assert.match(
      await refusal({ DATABASE_URL: address({ pathname: "/nowhere" }) }),
      /^There is no database nowhere on 127\.0\.0\.1:\d+\. Make it with `deno task database create`/,
    );
  });

  it("because it offers no TLS, says so", async () => {
    assert.match(
      await refusal({ DATABASE_URL: address({ search: "?sslmode=require" }) }),
      /^127\.0\.0\.1:\d+ does not offer TLS, which sslmode asks for\./,
    );
  });

  it("because a right is lacking, says which", async () => {
    const DATABASE_URL = address({ username: plain, password: PASSWORD });
    const message = await openServiceDatabase(readConfig({ DATABASE_URL })).then(
      () => assert.fail("it was let in"),
      (error) => error.message,
    );
    assert.match(message, /lacks a right to set up the database \(permission denied/);
  });

  it("lets a password of any characters in, by address and by parts", async () => {
    const { hostname, port, pathname } = new URL(database.url);
    const parts = {
      SITECAST_DATABASE: "parts",
      PGHOST: hostname,
      PGPORT: port,
      PGUSER: plain,
      PGPASSWORD: PASSWORD,
      PGDATABASE: pathname.slice(1),
    };
    for (const env of [parts, { DATABASE_URL: address({ username: plain, password: PASSWORD }) }]) {
      const open = await openServiceDatabase(readConfig({ MIGRATE: "off", ...env }));
      const [row] = await open.database.owner`select session_user as login`;
      await open.close();
      assert.equal(row!.login, plain);
    }
  });
});

describe("a second login for the request pool", () => {
  const withRequest = (parts: Parameters<typeof address>[0]) => ({
    DATABASE_URL: database.url,
    REQUEST_DATABASE_URL: address({ username: request, password: "theirs", ...parts }),
  });

  it("sees nothing by itself, becomes the roles of requests, and never the owner", async () => {
    const { database: open, close } = await openServiceDatabase(readConfig(withRequest({})));
    try {
      const who = await open.requests`select session_user as login, current_user as role`;
      assert.deepEqual([...who], [{ login: request, role: "sitecast_app" }]);
      const [owner] = await open.owner`select current_user as name`;
      await assert.rejects(async () => await open.requests.unsafe(`set role ${owner!.name}`), {
        code: "42501",
      });
      await open.requests`set role sitecast_admin`;
      await assert.rejects(
        async () => await open.requests.unsafe("reset role; select from forecast_values"),
        { code: "42501" },
      );
    } finally {
      await close();
    }
  });

  it("is refused when it may not act for requests, or reaches another database", async () => {
    assert.match(
      await refusal(withRequest({ username: plain, password: PASSWORD })),
      /\(REQUEST_DATABASE_URL\) may not act for requests: grant sitecast_app, sitecast_admin to it/,
    );
    const other = await emptyDatabase();
    try {
      const message = await refusal(withRequest({ pathname: new URL(other).pathname }));
      assert.match(message, /\(REQUEST_DATABASE_URL\) is not the database of DATABASE_URL\.$/);
    } finally {
      await dropDatabase(other);
    }
  });
});
