import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { HASH_OF_NOBODY, verifyPassword } from "../../../domain/account/password.ts";
import { accountsFile, keepAccounts } from "../../../service/demo/accounts.ts";
import { passwordsOfFirstStart } from "../../../service/demo/passwords.ts";
import { type DemoAccount, seedDemo } from "../../../service/demo/seed.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as signIn from "../../../sql/account/sign_in.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import * as users from "../../../sql/users/users.ts";
import { allRows } from "../../support/all_rows.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

describe("the demo's people and sites", () => {
  let database: TestDatabase;
  let accounts: DemoAccount[];
  beforeAll(async () => {
    database = await testDatabase();
    assert.equal(await demo.isEmpty(database.owner), true);
    accounts = await seedDemo(database.owner);
  });
  afterAll(() => database.drop());

  it("are ada who administers, alice and bob with two sites and the fleet's, charlie with one", async () => {
    const people = (await users.list(database.owner))
      .map(({ email, site_group_name, is_admin }) => [email, site_group_name, is_admin]);
    assert.deepEqual(people, [
      ["ada@example.org", "ocf", true],
      ["alice@example.org", "Sunny roofs", false],
      ["bob@example.org", "Sunny roofs", false],
      ["charlie@example.org", "Windy hills", false],
    ]);
    const sites = await database.owner`
      select site_group_name, client_site_name, asset_type::text from sites
      join site_group_sites using (site_uuid) join site_groups using (site_group_uuid)
      where client_site_id is null
      order by site_group_name collate "C", client_site_name collate "C"`;
    const names = sites.map((site) => Object.values(site).join(": "));
    assert.deepEqual(names, [
      "Sunny roofs: ENERPOS, Terre Sainte: pv",
      "Sunny roofs: Home, London: pv",
      "Windy hills: Hill turbine, Orkney: wind",
      "ocf: ENERPOS, Terre Sainte: pv",
      "ocf: Hill turbine, Orkney: wind",
      "ocf: Home, London: pv",
    ]);
  });

  it("have the plant in one row, as it is described", async () => {
    const [plant] = await database.owner`
      select latitude, longitude, altitude_m, tilt, orientation, capacity_kw, module_capacity_kw,
        inverter_capacity_kw from sites where client_site_name like 'ENERPOS%'`;
    assert.deepEqual(plant, {
      latitude: -21.3333,
      longitude: 55.4833,
      altitude_m: 75,
      tilt: 2,
      orientation: 194,
      capacity_kw: 49.14,
      module_capacity_kw: 49.14,
      inverter_capacity_kw: 50,
    });
  });

  it("can sign in with the random passwords that are told once", async () => {
    assert.equal(new Set(accounts.map(({ password }) => password)).size, 4);
    for (const { email, password } of accounts) {
      const { password_hash } = (await signIn.credentialOf(database.owner, email))!;
      assert.equal(await verifyPassword(password, password_hash), true);
    }
  });

  it("stay as they are when they are made again", async () => {
    const before = await allRows(database.owner);
    assert.deepEqual(await seedDemo(database.owner), []);
    assert.deepEqual(await allRows(database.owner), before);
    assert.equal(await demo.isEmpty(database.owner), false);
  });

  it("leave everybody else's accounts alone, and add what is missing", async () => {
    const { owner } = database;
    await owner`delete from users where email in ('bob@example.org', 'charlie@example.org')`;
    const mine = await siteGroups.findOrMake(owner, "Mine", false);
    await users.make(owner, "Charlie@example.org", mine.site_group_uuid);
    const made = await seedDemo(owner);
    assert.deepEqual(made.map(({ email }) => email), ["bob@example.org"]);
    const charlies = (await users.list(owner)).filter(({ email }) => /charlie/i.test(email!));
    assert.deepEqual(
      charlies.map((
        { email, site_group_name, has_password },
      ) => [email, site_group_name, has_password]),
      [["Charlie@example.org", "Mine", false]],
    );
  });
});

describe("the file of the demo's accounts", { skip: Deno.build.os === "windows" }, () => {
  const folder = Deno.makeTempDirSync({ prefix: "sitecast-accounts-" });
  const file = join(folder, "demo-accounts.txt");
  afterAll(() => Deno.remove(folder, { recursive: true }));
  const account = (email: string) => ({ email, password: `of ${email}`, group: "A group" });

  it("is for its owner's eyes, and has a line for each account", async () => {
    assert.equal(accountsFile(folder), file);
    await keepAccounts(folder, [account("a@example.org"), account("b@example.org")]);
    assert.equal((await Deno.stat(file)).mode! & 0o777, 0o600);
    const lines = (await Deno.readTextFile(file)).trimEnd().split("\n");
    assert.equal(lines.length, 2);
    assert.match(lines[0]!, /^a@example\.org +of a@example\.org +A group$/);
  });

  it("keeps what it has, and closes itself when somebody opened it", async () => {
    await Deno.chmod(file, 0o644);
    await keepAccounts(folder, [account("c@example.org")]);
    assert.equal((await Deno.stat(file)).mode! & 0o777, 0o600);
    const text = await Deno.readTextFile(file);
    assert.deepEqual(
      text.match(/^\w@example\.org/gm),
      ["a", "b", "c"].map((one) => `${one}@example.org`),
    );
  });

  it("is not touched when no account was made", async () => {
    await Deno.remove(file);
    await keepAccounts(folder, []);
    await assert.rejects(Deno.stat(file), Deno.errors.NotFound);
  });
});

describe("a first start that is broken off", () => {
  it("leaves nobody without a password: the accounts are told before they are made", async () => {
    const database = await testDatabase();
    const told: string[][] = [];
    const tell = (accounts: DemoAccount[]) => {
      told.push(accounts.map(({ email }) => email));
      return told.length === 1 ? Promise.reject(new Error("broken off")) : Promise.resolve();
    };
    const begun = ["a", "b", "c", "d"]
      .map((password) => Promise.resolve({ password, hash: HASH_OF_NOBODY }));
    await assert.rejects(seedDemo(database.owner, tell, undefined, begun), /broken off/);
    assert.equal((await users.list(database.owner)).length, 0);
    assert.equal(await demo.isEmpty(database.owner), true);
    const accounts = await seedDemo(database.owner, tell, undefined, begun);
    assert.deepEqual(accounts.map(({ password }) => password), ["a", "b", "c", "d"]);
    assert.deepEqual(told[0], told[1]);
    assert.ok((await users.list(database.owner)).every((user) => user.has_password));
    await database.drop();
  });

  it("begins no passwords once there is a database", async () => {
    const folder = await Deno.makeTempDir({ prefix: "sitecast-accounts-" });
    await Deno.mkdir(join(folder, "pg"));
    assert.deepEqual(await passwordsOfFirstStart(folder), []);
    await Deno.remove(folder, { recursive: true });
  });
});
