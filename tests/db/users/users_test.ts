import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { type AdminSql, withAdminScope, withScope } from "../../../db/scope.ts";
import type { Viewer } from "../../../domain/account/viewer.ts";
import { hashSecret } from "../../../domain/account/secret.ts";
import * as passwords from "../../../sql/account/passwords.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import * as viewers from "../../../sql/account/viewers.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import { ownCast } from "../../support/setup.ts";
import { statement } from "../../support/scopes.ts";

const { database, cast } = await ownCast();
const { owner } = database;

let mia: Person;
let count = 0;
beforeEach(async () => {
  mia = await makePerson(owner, `mia${count++}@example.org`, cast.alice);
});

const as = <T>(viewer: Viewer, work: (sql: AdminSql) => Promise<T>) =>
  withAdminScope(database.requests, viewer, { readOnly: false }, work);
const asAda = <T>(work: (sql: AdminSql) => Promise<T>) => as(cast.ada, work);
const LAST = { code: "SC409", message: /Nobody could administer this installation any more/ };
const settled = async (work: Promise<unknown>[]) =>
  (await Promise.allSettled(work)).map(({ status }) => status).sort();

/** One more admin, and an end to all but the two. */
async function secondAdmin(): Promise<Person> {
  await owner`delete from users where email like 'second%'`;
  return await makePerson(owner, `second${count}@example.org`, cast.ada);
}

describe("the last admin", () => {
  beforeEach(() => owner`delete from users where email like 'second%'`);

  it("is neither moved, nor deactivated, nor deleted", async () => {
    const { user_uuid } = cast.ada;
    await assert.rejects(asAda((sql) => changes.move(sql, user_uuid, mia.site_group_uuid)), LAST);
    await assert.rejects(asAda((sql) => changes.deactivate(sql, user_uuid)), LAST);
    await assert.rejects(asAda((sql) => changes.remove(sql, user_uuid)), LAST);
    assert.ok(await viewers.bySession(owner, hashSecret(cast.ada.session)));
  });

  it("does not count one who is deactivated", async () => {
    const second = await secondAdmin();
    await asAda((sql) => changes.deactivate(sql, second.user_uuid));
    await assert.rejects(asAda((sql) => changes.remove(sql, cast.ada.user_uuid)), LAST);
  });

  it("stays when two admins take each other away at once", async () => {
    const ways = [
      (sql: AdminSql, uuid: string) => changes.deactivate(sql, uuid),
      (sql: AdminSql, uuid: string) => changes.move(sql, uuid, mia.site_group_uuid),
    ];
    for (const take of ways) {
      const second = await secondAdmin();
      const outcome = await settled([
        as(cast.ada, (sql) => take(sql, second.user_uuid)),
        as(second, (sql) => take(sql, cast.ada.user_uuid)),
      ]);
      assert.deepEqual(outcome, ["fulfilled", "rejected"]);
      await owner`update users set deactivated_utc = null,
        site_group_uuid = ${cast.ada.site_group_uuid} where user_uuid = ${cast.ada.user_uuid}`;
    }
  });
});

describe("what admins do to users", () => {
  it("throws for a user that is not there", async () => {
    const nobody = "00000000-0000-4000-8000-000000000000";
    const acts: ((sql: AdminSql) => Promise<unknown>)[] = [
      (sql) => changes.rename(sql, nobody, "x@example.org"),
      (sql) => changes.move(sql, nobody, mia.site_group_uuid),
      (sql) => changes.deactivate(sql, nobody),
      (sql) => changes.restore(sql, nobody),
      (sql) => changes.remove(sql, nobody),
      (sql) => passwords.makeLink(sql, nobody, hashSecret("a"), 1),
    ];
    for (const act of acts) await assert.rejects(asAda(act), { code: "P0002" });
  });

  it("gives one of many users at once an e-mail that all of them want", async () => {
    const others = await Promise.all(
      [1, 2, 3].map((n) => makePerson(owner, `other${count}${n}@example.org`, cast.bob)),
    );
    const outcome = await settled(
      others.map(({ user_uuid }, index) =>
        asAda((sql) =>
          changes.rename(sql, user_uuid, index % 2 ? `W${count}@x.org` : `w${count}@X.org`)
        )
      ),
    );
    assert.deepEqual(outcome, ["fulfilled", "rejected", "rejected"]);
  });

  it("ends what a deactivated user has: sessions, tokens, links", async () => {
    await passwords.addLink(owner, mia.user_uuid, hashSecret(`link${count}`), 1);
    await asAda((sql) => changes.deactivate(sql, mia.user_uuid));
    assert.equal(await viewers.bySession(owner, hashSecret(mia.session)), undefined);
    assert.equal(await viewers.byToken(owner, hashSecret(mia.token)), undefined);
    assert.equal(await passwords.emailOfLink(owner, hashSecret(`link${count}`)), undefined);
    await assert.rejects(
      asAda((sql) => passwords.makeLink(sql, mia.user_uuid, hashSecret("b"), 1)),
      { code: "SC409", message: /restore them first/ },
    );
    await asAda((sql) => changes.restore(sql, mia.user_uuid));
    assert.equal(await viewers.bySession(owner, hashSecret(mia.session)), undefined);
    assert.equal(await viewers.byToken(owner, hashSecret(mia.token)), undefined);
  });

  it("keeps when a user was first deactivated", async () => {
    const since = async () => {
      const [user] = await owner`
        select deactivated_utc from users where user_uuid = ${mia.user_uuid}`;
      return user!.deactivated_utc;
    };
    await asAda((sql) => changes.deactivate(sql, mia.user_uuid));
    const first = await since();
    assert.match(first, /Z$/);
    await asAda((sql) => changes.deactivate(sql, mia.user_uuid));
    assert.equal(await since(), first);
  });

  it("is not for members", async () => {
    const calls = [
      `select app.rename_user('${mia.user_uuid}', 'x@example.org')`,
      `select app.move_user('${mia.user_uuid}', '${cast.ada.site_group_uuid}')`,
      `select app.end_sessions('${mia.user_uuid}')`,
      `select app.deactivate_user('${mia.user_uuid}')`,
      `select app.restore_user('${mia.user_uuid}')`,
      `select app.delete_user('${mia.user_uuid}')`,
      `select app.add_password_link('${mia.user_uuid}', '\\\\x00', 1)`,
      `select * from app.sign_in_facts(array['${mia.user_uuid}'::uuid])`,
      `select app.make_user('x@example.org', '${cast.ada.site_group_uuid}')`,
      `update users set email = 'x' where user_uuid = '${mia.user_uuid}'`,
      "select * from app.sessions",
      "select * from app.api_tokens",
      "select * from app.credentials",
    ];
    for (const text of calls) {
      const asked = withScope(database.requests, cast.bob, { readOnly: false }, async (sql) => {
        await sql(statement(text));
      });
      await assert.rejects(asked, { code: "42501" }, text);
    }
  });

  it("does not let admins read or write the tables of secrets either", async () => {
    for (const table of ["sessions", "api_tokens", "credentials", "password_links"]) {
      for (const text of [`select * from app.${table}`, `delete from app.${table}`]) {
        await assert.rejects(
          asAda(async (sql) => {
            await sql(statement(text));
          }),
          { code: "42501" },
          text,
        );
      }
    }
  });
});
