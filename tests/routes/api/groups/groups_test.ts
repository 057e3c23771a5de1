import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as siteGroups from "../../../../sql/groups/site_groups.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { makePerson } from "../../../support/cast.ts";
import type { Group } from "../../../../domain/groups/group.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const ada = () => withToken(app, app.cast.ada.token);
const newName = () => `Group ${crypto.randomUUID()}`;
const made = async (body: Record<string, unknown> = {}) =>
  await json(await ada().post("/api/v1/groups", { site_group_name: newName(), ...body }), 201);
const url = (uuid: string) => `/api/v1/groups/${uuid}`;

// deno-lint-ignore no-explicit-any
async function json(response: Response, status = 200): Promise<any> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return JSON.parse(text);
}

describe("GET /api/v1/groups", () => {
  it("has every group with what it has", async () => {
    const { groups, next_cursor } = await json(await ada().get("/api/v1/groups?search=roofs"));
    const { site_group_uuid } = app.cast.alice;
    assert.equal(next_cursor, null);
    const [{ created_utc, ...roofs }] = groups;
    assert.match(created_utc, /Z$/);
    assert.deepEqual(roofs, {
      site_group_uuid,
      site_group_name: "Roofs",
      name: "Roofs",
      service_level: 0,
      is_admin: false,
      members: 2,
      deactivated: 0,
      sites: 2,
      capacity_kw: 49.14,
      with_capacity: 1,
      last_seen_utc: null,
      version: 1,
    });
    const one = await json(await ada().get(url(site_group_uuid)));
    assert.deepEqual(one, groups[0]);
  });

  it("is walked by its cursors, each group once", async () => {
    const all = (await json(await ada().get("/api/v1/groups?limit=1000"))).groups;
    const walked: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = `?limit=1${cursor && `&cursor=${cursor}`}`;
      const { groups, next_cursor } = await json(await ada().get(`/api/v1/groups${query}`));
      walked.push(...groups.map((group: Group) => group.site_group_uuid));
      cursor = next_cursor;
    }
    assert.deepEqual(walked, all.map((group: Group) => group.site_group_uuid));
    assert.ok(walked.length >= 3);
  });

  it("copes with a group that has no name", async () => {
    const uuid = crypto.randomUUID();
    await app.database.owner`
      insert into site_groups (site_group_uuid, site_group_name, service_level)
      values (${uuid}, null, null)`;
    const group = await json(await ada().get(url(uuid)));
    assert.deepEqual([group.site_group_name, group.name], [null, `Group ${uuid.slice(0, 8)}`]);
  });

  it("is for admins alone, and refuses what is not valid", async () => {
    await problemOf(await withToken(app, app.cast.alice.token).get("/api/v1/groups"), 403);
    const own = url(app.cast.alice.site_group_uuid);
    await problemOf(await withToken(app, app.cast.alice.token).get(own), 403);
    assert.deepEqual(await fieldsWrong(await ada().get("/api/v1/groups?limit=0&cursor=x")), [
      "limit",
      "cursor",
    ]);
    assert.deepEqual(await fieldsWrong(await ada().get(url("roofs"))), ["site_group_uuid"]);
    await problemOf(await ada().get(url(crypto.randomUUID())), 404);
  });
});

describe("POST /api/v1/groups", () => {
  it("makes an ordinary group, free unless said otherwise", async () => {
    const site_group_name = newName();
    const group = await made({ site_group_name: ` ${site_group_name} ` });
    assert.deepEqual([group.site_group_name, group.service_level, group.is_admin], [
      site_group_name,
      0,
      false,
    ]);
    assert.equal((await made({ service_level: 1 })).service_level, 1);
  });

  it("makes no admin group: the mark is given to a group that is there", async () => {
    const body = { site_group_name: newName(), is_admin: true };
    assert.deepEqual(await fieldsWrong(await ada().post("/api/v1/groups", body)), ["is_admin"]);
  });

  it("makes one of two of a name, and says which field is taken", async () => {
    const site_group_name = newName();
    const send = () => ada().post("/api/v1/groups", { site_group_name });
    const answers = await Promise.all([send(), send()]);
    const refused = answers.find(({ status }) => status !== 201)!;
    const { errors } = await problemOf(refused, 409);
    assert.deepEqual(errors, [{
      pointer: "#/site_group_name",
      detail: "There is a group with this name already.",
    }]);
  });

  it("refuses bad bodies by field", async () => {
    const wrong = async (body: unknown) =>
      await fieldsWrong(await ada().post("/api/v1/groups", body));
    assert.deepEqual(await wrong({}), ["site_group_name"]);
    assert.deepEqual(await wrong({ site_group_name: "", service_level: "1" }), [
      "site_group_name",
      "service_level",
    ]);
  });

  it("is neither for members nor for tokens that may only read", async () => {
    for (const token of [app.cast.alice.token, app.cast.ada.readToken]) {
      const body = { site_group_name: "Refused" };
      await problemOf(await withToken(app, token).post("/api/v1/groups", body), 403);
    }
    const { groups } = await json(await ada().get("/api/v1/groups?search=Refused"));
    assert.deepEqual(groups, []);
  });
});

describe("PATCH /api/v1/groups/{uuid}", () => {
  it("changes what is sent and nothing else", async () => {
    const group = await made({ service_level: 1 });
    const site_group_name = newName();
    const renamed = await json(await ada().patch(url(group.site_group_uuid), { site_group_name }));
    assert.deepEqual(renamed, {
      ...group,
      site_group_name,
      name: site_group_name,
      version: group.version + 1,
    });
    assert.deepEqual(await json(await ada().patch(url(group.site_group_uuid), {})), renamed);
    const free = await json(await ada().patch(url(group.site_group_uuid), { service_level: 0 }));
    assert.deepEqual(free, { ...renamed, service_level: 0, version: renamed.version + 1 });
  });

  it("gives and takes the admin mark", async () => {
    const { site_group_uuid } = await made();
    const marked = await json(await ada().patch(url(site_group_uuid), { is_admin: true }));
    assert.deepEqual([marked.is_admin, marked.sites], [true, 3]);
    const ordinary = await json(await ada().patch(url(site_group_uuid), { is_admin: false }));
    assert.deepEqual([ordinary.is_admin, ordinary.sites], [false, 3]);
  });

  it("leaves the last admin group its mark, and its name with it", async () => {
    const own = url(app.cast.ada.site_group_uuid);
    const body = { is_admin: false, site_group_name: newName() };
    const { detail } = await problemOf(await ada().patch(own, body), 409);
    assert.match(detail, /somebody else must be an admin first/);
    assert.equal((await json(await ada().get(own))).site_group_name, "ocf");
  });

  it("refuses a name that is taken, bad values, unknown groups and members", async () => {
    const { site_group_uuid } = await made();
    const { errors } = await problemOf(
      await ada().patch(url(site_group_uuid), { site_group_name: "Roofs" }),
      409,
    );
    assert.equal(errors![0]!.pointer, "#/site_group_name");
    const wrong = { site_group_name: null, is_admin: "yes" };
    assert.deepEqual(await fieldsWrong(await ada().patch(url(site_group_uuid), wrong)), [
      "site_group_name",
      "is_admin",
    ]);
    await problemOf(await ada().patch(url(crypto.randomUUID()), { service_level: 1 }), 404);
    const alice = withToken(app, app.cast.alice.token);
    await problemOf(
      await alice.patch(url(app.cast.alice.site_group_uuid), { is_admin: true }),
      403,
    );
  });
});

describe("DELETE /api/v1/groups/{uuid}", () => {
  it("deletes a group without users, once", async () => {
    const { site_group_uuid } = await made();
    assert.deepEqual(await json(await ada().delete(url(site_group_uuid))), { deactivated: 0 });
    await problemOf(await ada().delete(url(site_group_uuid)), 404);
  });

  it("refuses a group with users, with the reason", async () => {
    const { owner } = app.database;
    const group = await siteGroups.findOrMake(owner, newName(), false);
    await makePerson(owner, `${crypto.randomUUID()}@example.org`, group);
    const { detail } = await problemOf(await ada().delete(url(group.site_group_uuid)), 409);
    assert.equal(
      detail,
      `Site group with name ${group.site_group_name} and site group uuid ` +
        `${group.site_group_uuid} has users and cannot be deleted.`,
    );
  });

  it("is neither for members nor for tokens that may only read", async () => {
    const { site_group_uuid } = await made();
    for (const token of [app.cast.alice.token, app.cast.ada.readToken]) {
      await problemOf(await withToken(app, token).delete(url(site_group_uuid)), 403);
    }
    await json(await ada().get(url(site_group_uuid)));
  });
});
