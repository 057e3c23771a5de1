import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type EmbeddedDatabase, startEmbedded } from "../../db/embedded/embedded.ts";
import { knownMigrations, pendingMigrations } from "../../db/migrate.ts";
import { readConfig } from "../../service/config.ts";
import { openServiceDatabase } from "../../service/open_database.ts";
import { ask, temporaryFolder } from "../support/embedded.ts";
import { runTask } from "../support/task.ts";

const folder = temporaryFolder();
let server: EmbeddedDatabase;
let ADMIN_DATABASE_URL: string;
/** The settings that the first run prints. */
let env: Record<string, string>;

beforeAll(async () => {
  server = await startEmbedded(folder);
  const password = await Deno.readTextFile(join(folder, "pg.password"));
  ADMIN_DATABASE_URL = `postgres://postgres:${password}@${new URL(server.url).host}/postgres`;
});
afterAll(async () => {
  await server.stop();
  await Deno.remove(folder, { recursive: true });
});

const create = (words: string[], env: Record<string, string> = { ADMIN_DATABASE_URL }) =>
  runTask("database", ["create", ...words], env);

/** What the owner of a table may do (PostgreSQL 18). */
const ALL = "DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE";
const WORDS = ["--name", "forecasts", "--request-login", "--first-admin", "root@example.org"];

describe("deno task database create", () => {
  it("makes everything from nothing, and a second run changes nothing", async () => {
    const { code, out, err } = await create(WORDS);
    assert.deepEqual([code, err], [0, ""]);
    const settings = out.matchAll(/^((?:REQUEST_)?DATABASE_URL)=(.*)$/gm);
    env = Object.fromEntries([...settings].map(([, name, url]) => [name!, url!]));
    assert.match(out, /\/set-password\?token=\S{20,}\n/);
    assert.equal(out.match(/^made: migration /gm)!.length, knownMigrations().length);

    const open = await openServiceDatabase(readConfig(env));
    const [row] = await open.database.owner`
      select current_user as login, rolcreaterole or rolcreatedb or rolsuper as strong, datname,
        (select count(*)::int from users join site_groups using (site_group_uuid)
          where email = 'root@example.org' and is_admin) as admins
      from pg_roles, pg_database
      where rolname = current_user and datdba = pg_roles.oid`;
    const [request] = await open.database.requests`
      select session_user as login, current_user as role`;
    await open.close();
    assert.deepEqual(row, { login: "forecasts", strong: false, datname: "forecasts", admins: 1 });
    assert.deepEqual(request, { login: "forecasts_requests", role: "sitecast_app" });
    assert.deepEqual(await pendingMigrations(env.DATABASE_URL!), []);
    const check = await runTask("migrate", ["check"], env);
    assert.match(check.out, /^No difference from .* \(by the kept snapshot\)\.$/m);

    const state = () =>
      ask(
        ADMIN_DATABASE_URL.replace(/postgres$/, "forecasts"),
        `select rolname, rolpassword from pg_authid
         union all select 'links', count(*)::text from app.password_links
         union all select 'users', count(*)::text from users order by 1`,
      );
    const before = await state();
    assert.deepEqual(await create(WORDS), {
      code: 0,
      out: "Everything is there already: nothing was changed, nor any password.\n",
      err: "",
    });
    assert.deepEqual(await state(), before);
  });

  it("makes a login for the charging data of a group", async () => {
    const words = ["login", "--name", "forecasts", "--group", "admins"];
    const { code, out } = await runTask("database", words, { ADMIN_DATABASE_URL });
    assert.equal(code, 0);
    const url = out.match(/^postgres:.*$/m)![0];
    assert.equal(new URL(url).username, "charging_admins");
    assert.equal((await ask(url, "select count(*)::int as n from ev_charging_session"))[0]!.n, 0);
    await assert.rejects(ask(url, "select pg_advisory_lock(1)"), { code: "42501" });
  });

  it("leaves a database in which powers that only a superuser gives are found and taken away", async () => {
    const asSuperuser = (sql: string) =>
      ask(ADMIN_DATABASE_URL.replace(/postgres$/, "forecasts"), sql);
    const check = async (...words: string[]) =>
      (await runTask("migrate", ["check", ...words], env)).out;
    await asSuperuser(`
      alter table inverters disable trigger all;
      alter table clients owner to postgres;
      alter role sitecast_app bypassrls;
      grant sitecast_admin to sitecast_app;
      alter role forecasts in database forecasts set session_replication_role = replica`);
    const lines = (await check()).split("\n").filter((line) => line.startsWith("  "));
    assert.deepEqual(lines, [
      "  role forecasts in database forecasts: sets session_replication_role",
      `  role forecasts: may not ${ALL} clients`,
      `  role postgres: may ${ALL} clients`,
      "  role sitecast_app: bypasses row-level security",
      "  role sitecast_app: is a member of sitecast_admin",
      "  table clients: is owned by postgres instead of forecasts",
      "  constraint inverters_site_uuid_fkey on inverters: is not kept, its trigger is disabled",
    ]);
    await asSuperuser(await check("--sql"));
    assert.match(await check(), /^No difference from /);
  });

  it("asks for the address where somebody is there, and does not show it", async () => {
    const task = [Deno.execPath(), "run", "--no-prompt", "-ENRSW", "--allow-run"];
    const words = ["tasks/database.ts", "create", ...WORDS].join(" ");
    const child = new Deno.Command("script", {
      args: ["-qec", `${task.join(" ")} ${words}`, "/dev/null"],
      cwd: new URL("../../", import.meta.url),
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    let shown = "";
    for (let part = await output.read(); !part.done; part = await output.read()) {
      shown += part.value;
      if (!shown.includes("it is not shown")) continue;
      const writer = child.stdin.getWriter();
      await writer.write(new TextEncoder().encode(`${ADMIN_DATABASE_URL}x\x7f\r`));
      writer.releaseLock();
      break;
    }
    for (let part = await output.read(); !part.done; part = await output.read()) {
      shown += part.value;
    }
    await child.stdin.close();
    assert.equal((await child.status).code, 0, shown);
    assert.match(shown, /Everything is there already/);
    assert.doesNotMatch(shown, /postgres:\/\/postgres/);
  });

  const refusals: [string, string[], () => Record<string, string>, RegExp][] = [
    [
      "without the address of a superuser",
      [],
      () => ({}),
      /^Sitecast: ADMIN_DATABASE_URL must be set/,
    ],
    ["with an address that is none", [], () => ({ ADMIN_DATABASE_URL: "here" }), /must be like/],
    [
      "with a wrong password",
      [],
      () => ({ ADMIN_DATABASE_URL: ADMIN_DATABASE_URL.replace(/:[0-9a-f]+@/, ":wrong@") }),
      /does not accept the login postgres with this password\.$/m,
    ],
    [
      "with a login that lacks rights",
      [],
      () => ({ ADMIN_DATABASE_URL: server.url }),
      /must be the address of a superuser, or of a login with CREATEDB and CREATEROLE/,
    ],
    [
      "with a name that needs quotes",
      ["--name", "My-Data"],
      () => ({ ADMIN_DATABASE_URL }),
      /small/,
    ],
    ["with other words", ["everything"], () => ({ ADMIN_DATABASE_URL }), /^Sitecast: Usage:/],
    [
      "with no e-mail address",
      ["--first-admin", "me"],
      () => ({ ADMIN_DATABASE_URL }),
      /Not an e-mail/,
    ],
  ];
  for (const [title, words, env, message] of refusals) {
    it(`is refused ${title}`, async () => {
      const { code, out, err } = await create(words, env());
      assert.deepEqual([code, out], [1, ""]);
      assert.match(err, message);
    });
  }

  it("gives the password that is right: a wrong one is refused by a sentence without it", async () => {
    const DATABASE_URL = server.url.replace(/:[0-9a-f]+@/, ":hunter2@");
    const { code, err } = await runTask("migrate", ["status"], { DATABASE_URL });
    assert.equal(code, 1);
    assert.match(err, /^Sitecast: \S+ does not accept the login sitecast with this password\.\n$/);
  });

  it("is refused with the name of a database of somebody else", async () => {
    await ask(ADMIN_DATABASE_URL, "create database taken");
    const { code, err } = await create(["--name", "taken"]);
    assert.equal(code, 1);
    assert.match(err, /^Sitecast: There is a database taken of postgres already\. Choose another/);
    const logins = await ask(ADMIN_DATABASE_URL, "select from pg_roles where rolname = 'taken'");
    assert.deepEqual(logins, [], "a login was made for nothing");
  });
});
