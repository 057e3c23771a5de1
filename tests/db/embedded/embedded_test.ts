import { afterAll, describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import { join } from "node:path";
import { connect } from "../../../db/client.ts";
import { startEmbedded, useEmbedded } from "../../../db/embedded/embedded.ts";
import { ask, hold, lives, serverPid, serving, temporaryFolder } from "../../support/embedded.ts";

describe("the embedded database", () => {
  const root = temporaryFolder();
  const dataDir = join(root, "data");
  afterAll(() => Deno.remove(root, { recursive: true }));

  it("makes everything on the first start and keeps the data over the next", async () => {
    const first = await startEmbedded(dataDir);
    await ask(first.url, "create table kept as select 42 as answer");
    await first.stop();
    await first.stop();
    await assert.rejects(ask(first.url, "select 1"), { code: "ECONNREFUSED" });
    await serving(dataDir, async (url) => {
      assert.deepEqual(await ask(url, "select answer from kept"), [{ answer: 42 }]);
    });
  });

  it("has a login that owns its database and may make roles, and no more", () =>
    serving(dataDir, async (url) => {
      const rows = await ask(
        url,
        `select rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
           pg_get_userbyid(datdba) as owner
         from pg_roles, pg_database
         where rolname = current_user and datname = current_database()`,
      );
      assert.deepEqual(rows, [{
        rolname: "sitecast",
        rolsuper: false,
        rolcreaterole: true,
        rolcreatedb: false,
        rolreplication: false,
        rolbypassrls: false,
        owner: "sitecast",
      }]);
    }));

  it("asks for a password on the loopback address too, and keeps it to its user", () =>
    serving(dataDir, async (url) => {
      const guess = Object.assign(new URL(url), { password: "guess" }).href;
      await assert.rejects(ask(guess, "select 1"), { code: "28P01" });
      const mode = async (...path: string[]) => (await Deno.stat(join(dataDir, ...path))).mode!;
      // The group may enter where PostgreSQL runs as another account.
      assert.equal(await mode() & 0o067, 0);
      assert.equal(await mode("pg") & 0o077, 0);
      for (const file of ["pg.lock", "pg.password", "pg.log"]) {
        assert.equal(await mode(file) & 0o777, 0o600);
      }
    }));

  it("listens on 127.0.0.1, and on a socket in its folder, which is its user's alone", async () => {
    await serving(dataDir, async (url) => {
      const port = Number(new URL(url).port);
      await assert.rejects(Deno.connect({ hostname: "127.0.0.2", port }));
      await assert.rejects(Deno.connect({ hostname: "::1", port }));
    });
    await Deno.writeTextFile(join(dataDir, "pg", ".s.PGSQL.1.lock"), "of a server that was killed");
    const { url, socket, stop } = await startEmbedded(dataDir);
    const name = `.s.PGSQL.${new URL(url).port}`;
    assert.equal(socket, join(dataDir, "pg", name));
    const sql = connect(url, { max: 1, socket });
    const [{ address }] = await sql`select inet_server_addr() as address` as [{ address: unknown }];
    await sql.end();
    assert.equal(address, null);
    const guess = Object.assign(new URL(url), { password: "guess" }).href;
    const guessing = connect(guess, { max: 1, socket });
    await assert.rejects(async () => await guessing`select 1`, { code: "28P01" });
    await guessing.end();
    const names = Array.from(Deno.readDirSync(join(dataDir, "pg")), (entry) => entry.name);
    const sockets = names.filter((one) => one.startsWith(".s.PGSQL.")).sort();
    assert.deepEqual(sockets, [name, `${name}.lock`]);
    await stop();
  });

  it("sorts by code point, thinks in UTC, compiles no queries and waits for the disk", () =>
    serving(dataDir, async (url) => {
      const rows = await ask(
        url,
        `select current_setting('TimeZone') as zone, current_setting('jit') as jit,
           current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
           'Z' < 'a' as by_code_point`,
      );
      assert.deepEqual(rows, [
        { zone: "UTC", jit: "off", fsync: "on", encoding: "UTF8", by_code_point: true },
      ]);
    }));

  it("runs in a session of its own, out of reach of Ctrl-C", {
    skip: Deno.build.os !== "linux",
  }, () =>
    serving(dataDir, async () => {
      const pid = await serverPid(dataDir);
      const status = await Deno.readTextFile(`/proc/${pid}/stat`);
      const session = status.slice(status.lastIndexOf(")") + 2).split(" ")[3];
      assert.equal(Number(session), pid);
    }));
});

describe("the embedded database among several processes", () => {
  const root = temporaryFolder();
  const dataDir = join(root, "data");
  afterAll(() => Deno.remove(root, { recursive: true }));

  it("says who holds the folder and what to do", async () => {
    const holder = hold("start", dataDir);
    await holder.url;
    await assert.rejects(startEmbedded(dataDir), (error: Error & { code?: string }) => {
      assert.equal(error.code, "unavailable");
      assert.ok(error.message.includes(`Sitecast process (${holder.pid})`), error.message);
      assert.ok(error.message.includes(dataDir), error.message);
      assert.match(error.message, /Stop it, or set DATA_DIR .* or DATABASE_URL/);
      return true;
    });
    await holder.end();
  });

  it("is used by a task while the service runs, and left running", async () => {
    const service = hold("start", dataDir);
    const url = await service.url;
    const task = await useEmbedded(dataDir);
    assert.equal(task.url, url);
    await task.stop();
    assert.deepEqual(await ask(task.url, "select 1 as one"), [{ one: 1 }]);
    await service.end();
  });

  it("is started by a task for itself when no service runs", async () => {
    const task = await useEmbedded(dataDir);
    assert.deepEqual(await ask(task.url, "select 1 as one"), [{ one: 1 }]);
    const pid = await serverPid(dataDir);
    await task.stop();
    assert.equal(lives(pid), false);
  });

  it("lets one of two services win that make the same folder at the same moment", async () => {
    const folder = join(root, "two-services");
    const both = [hold("start", folder), hold("start", folder)];
    const urls = await Promise.all(both.map(({ url }) => url));
    assert.equal(urls.filter((url) => url).length, 1);
    const loser = both[urls.indexOf(undefined)];
    assert.match(await loser!.said, /Another Sitecast process \(\d+\) is using the data folder/);
    await both.find((holder) => holder !== loser)!.end();
  });

  it("serves both of two tasks that make the same folder at the same moment", async () => {
    const folder = join(root, "two-tasks");
    const both = [hold("use", folder), hold("use", folder)];
    const [one, other] = await Promise.all(both.map(({ url }) => url));
    assert.ok(one);
    assert.equal(one, other);
    await Promise.all(both.map((task) => task.end()));
  });
});

describe("a throw-away database", () => {
  it("lets its login make databases and roles, and leaves nothing behind", async () => {
    const temporary = temporaryFolder();
    const holder = hold("throw-away", "", { TMPDIR: temporary });
    const url = (await holder.url)!;
    await ask(url, "create database another");
    await ask(url, "create role somebody");
    assert.deepEqual(
      await ask(
        url,
        `select rolsuper, current_setting('fsync') as fsync
         from pg_roles where rolname = current_user`,
      ),
      [{ rolsuper: false, fsync: "off" }],
    );
    assert.equal((await Array.fromAsync(Deno.readDir(temporary))).length, 1);
    await holder.end();
    await Deno.remove(temporary);
  });
});
