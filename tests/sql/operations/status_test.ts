import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { withAdminScope, withScope } from "../../../db/scope.ts";
import * as status from "../../../sql/operations/status.ts";
import { inScope, statement } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { requests, owner } = database;
const readOnly = { readOnly: true };

const latest = () => withScope(requests, cast.charlie, readOnly, status.latest);
const forMembers = (page: { limit: number; offset?: number }) =>
  withScope(requests, cast.charlie, readOnly, (sql) => status.list(sql, page));
const forAdmins = (limit: number) =>
  withAdminScope(requests, cast.ada, readOnly, (sql) => status.listWithPosters(sql, { limit }));

describe("the status of the service", () => {
  it("is what the operators said last, for everybody; one without a time is the oldest", async () => {
    assert.equal(await latest(), undefined);
    await owner`insert into status (created_utc) values (null)`;
    assert.deepEqual(await latest(), { status: null, message: null, created_utc: null });
    const created_utc = "2026-06-21T08:07:00.000001Z";
    await owner`
      insert into status (status, message, created_utc) values
        ('warning', 'Inputs are late', ${created_utc}), ('ok', 'All well', '2026-06-21T08:06:00Z')`;
    assert.deepEqual(await latest(), {
      status: "warning",
      message: "Inputs are late",
      created_utc,
    });
  });

  it("has a past, newest first, one more than asked for, and from an offset on", async () => {
    const words = async (page: { limit: number; offset?: number }) =>
      (await forMembers(page)).map((row) => row.status);
    assert.deepEqual(await words({ limit: 50 }), ["warning", "ok", null]);
    assert.deepEqual(await words({ limit: 1 }), ["warning", "ok"]);
    assert.deepEqual(await words({ limit: 1, offset: 2 }), [null]);
  });

  it("is posted in the name of the admin who posts it, whom only admins see", async () => {
    const said = { status: "error", message: "'; drop table status; --" };
    const made = await withAdminScope(
      requests,
      cast.ada,
      { readOnly: false },
      (sql) => status.post(sql, said),
    );
    const [posted] = await forAdmins(1);
    assert.deepEqual({ ...posted, created_utc: null }, {
      status_uuid: made,
      ...said,
      created_utc: null,
      posted_by_email: cast.ada.email,
    });
    const found = await withAdminScope(
      requests,
      cast.ada,
      readOnly,
      (sql) => status.find(sql, made),
    );
    assert.deepEqual(found, posted);
    const [member] = await forMembers({ limit: 1 });
    assert.deepEqual(Object.keys(member!).sort(), [
      "created_utc",
      "message",
      "status",
      "status_uuid",
    ]);
  });

  it("keeps who said it when they are renamed", async () => {
    await owner`update users set email = 'gone@example.org' where user_uuid = ${cast.ada.user_uuid}`;
    assert.equal((await forAdmins(1))[0]!.posted_by_email, "ada@example.org");
  });

  it("is not for members to write, nor is who said it for them to read", async () => {
    for (
      const text of [
        "select app.post_status('ok', 'said by alice')",
        "select posted_by_email from status",
        "select posted_by from status",
        "select * from status",
        "insert into status (status) values ('ok')",
        "update status set message = ''",
        "delete from status",
      ]
    ) {
      const attempt = inScope(database, cast.alice, (sql) => sql(statement(text)));
      await assert.rejects(attempt, { code: "42501" }, text);
    }
  });
});
