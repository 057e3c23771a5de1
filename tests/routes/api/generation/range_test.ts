import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";
import { energyOf, hours } from "../../../support/hours.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  app.clock.now = Temporal.Instant.from("2026-06-22T08:07:00Z");
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from generation`;
});

const path = (query = "") => `/api/v1/sites/${app.cast.sites.plant}/generation${query}`;
const range = (from: string, to: string) => `?start=2026-06-21T${from}Z&end=2026-06-21T${to}Z`;
const alice = () => withToken(app, app.cast.alice.token);

async function json(response: Response, status = 200): Promise<Record<string, unknown>> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return JSON.parse(text);
}

const read = async () =>
  (await json(await alice().get(path(range("00:00:00", "23:00:00"))))).values as ReturnType<
    typeof hours
  >;

describe("PUT and DELETE of a range of generation", () => {
  it("hours sent one hour late (10 kWh for 9) are put right by one call", async () => {
    await json(await alice().post(path(), { values: hours("2026-06-21T07:00:00Z", 9) }), 201);
    const right = hours("2026-06-21T06:00:00Z", 9);
    await json(await alice().post(path(), { values: right, replace: true }), 201);
    assert.equal(energyOf(await read()), 10);
    const done = await json(
      await alice().put(path(range("06:00:00", "16:00:00")), { values: right }),
    );
    assert.deepEqual([done.unchanged, done.deleted], [9, 1]);
    assert.deepEqual(await read(), right);
    assert.equal(energyOf(await read()), 9);
  });

  it("DELETE takes a range away, and undoing its batch gives it back", async () => {
    const values = hours("2026-06-21T06:00:00Z", 4);
    await json(await alice().post(path(), { values }), 201);
    const gone = await json(await alice().delete(path(range("07:00:00", "09:00:00"))));
    assert.deepEqual(gone, { deleted: 2 });
    assert.equal((await read()).length, 2);
    const listed = await json(await alice().get("/api/v1/batches?limit=1"));
    const [batch] = listed.batches as { batch_id: number; kind: string; deleted: number }[];
    assert.deepEqual([batch!.kind, batch!.deleted], ["deleted", 2]);
    const undone = await json(await alice().post(`/api/v1/batches/${batch!.batch_id}/undo`));
    assert.deepEqual(undone, { state: "undone", removed: 0, restored: 2, changed: 0, changes: [] });
    assert.deepEqual(await read(), values);
  });

  it("returns 409 with the times of rows that others brought", async () => {
    await app.database.owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      select ${app.cast.sites.plant}, h, h + interval '1 hour', 1
      from generate_series('2026-06-21T06:00'::timestamp, '2026-06-21T12:00', '1 hour') h`;
    const { detail } = await problemOf(
      await alice().delete(path(range("05:00:00", "15:00:00"))),
      409,
    );
    assert.equal(
      detail,
      "This range holds 7 measurements that your group did not bring: 2026-06-21T06:00:00Z, " +
        "2026-06-21T07:00:00Z, 2026-06-21T08:00:00Z, 2026-06-21T09:00:00Z, " +
        "2026-06-21T10:00:00Z and 2 more. Nothing was changed.",
    );
    assert.equal((await read()).length, 7);
  });

  it("wants a start before an end, at most 366 days", async () => {
    assert.deepEqual(await fieldsWrong(await alice().delete(path())), ["start", "end"]);
    const backwards = range("09:00:00", "08:00:00");
    assert.deepEqual(await fieldsWrong(await alice().delete(path(backwards))), ["end"]);
    const long = "?start=2024-01-01T00:00:00Z&end=2025-01-02T00:00:00.1Z";
    assert.deepEqual(await fieldsWrong(await alice().delete(path(long))), ["end"]);
  });

  it("pages through batches by their numbers", async () => {
    for (const hour of ["06", "07", "08"]) {
      const values = hours(`2026-06-21T${hour}:00:00Z`, 1);
      await json(await alice().post(path(), { values }), 201);
      await app.database.owner`update app.batches set is_shared = false`;
    }
    const first = await json(await alice().get("/api/v1/batches?limit=2"));
    const next = await json(await alice().get(`/api/v1/batches?cursor=${first.next_cursor}`));
    const ids = [first, next].flatMap(({ batches }) =>
      (batches as { batch_id: number }[]).map(({ batch_id }) => batch_id)
    );
    assert.deepEqual(ids, ids.toSorted((a, b) => b - a));
    assert.equal(new Set(ids).size, ids.length);
    const one = await json(await alice().get(`/api/v1/batches/${ids[0]}`));
    assert.equal(one.batch_id, ids[0]);
    await problemOf(await alice().get("/api/v1/batches/1"), 404);
    await problemOf(await alice().get("/api/v1/batches/none"), 422);
  });

  it("is not for a token that may only read", async () => {
    const reader = withToken(app, app.cast.alice.readToken);
    await problemOf(await reader.delete(path(range("05:00:00", "15:00:00"))), 403);
    await problemOf(await reader.put(path(range("05:00:00", "15:00:00")), { values: [] }), 403);
    await problemOf(await reader.post("/api/v1/batches/1/undo"), 403);
  });
});
