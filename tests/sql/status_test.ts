import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { withScope } from "../../db/scope.ts";
import * as status from "../../sql/status.ts";
import { ownCast } from "../support/setup.ts";

const { database, cast } = await ownCast();

const latest = () => withScope(database.requests, cast.charlie, { readOnly: true }, status.latest);

describe("the status of the service", () => {
  it("is what the operators said last, for everybody; one without a time is the oldest", async () => {
    assert.equal(await latest(), undefined);
    await database.owner`insert into status (created_utc) values (null)`;
    assert.deepEqual(await latest(), { status: null, message: null, created_utc: null });
    const created_utc = "2026-06-21T08:07:00.000001Z";
    await database.owner`
      insert into status (status, message, created_utc) values
        ('warning', 'Inputs are late', ${created_utc}), ('ok', 'All well', '2026-06-21T08:06:00Z')`;
    assert.deepEqual(await latest(), {
      status: "warning",
      message: "Inputs are late",
      created_utc,
    });
  });
});
