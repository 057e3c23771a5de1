import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../../support/app.ts";
import { makePerson } from "../../../support/cast.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

const NOBODYS = "00000000-0000-4000-8000-000000000000";

let app: TestApp;
let count = 0;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const ada = () => withToken(app, app.cast.ada.token);
const read = async (path: string) => {
  const response = await ada().get(`/api/v1${path}`);
  assert.equal(response.status, 200);
  return await response.json();
};
const person = () => makePerson(app.database.owner, `person${count++}@example.org`, app.cast.alice);

describe("GET /api/v1/users", () => {
  it("walks through all users, a page at a time", async () => {
    const emails: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await read(`/users?limit=2${cursor && `&cursor=${cursor}`}`);
      assert.ok(page.users.length <= 2);
      emails.push(...page.users.map((user: { email: string }) => user.email));
      cursor = page.next_cursor;
    }
    assert.deepEqual(
      emails.sort(),
      ["ada", "alice", "bob", "charlie"].map((n) => `${n}@example.org`),
    );
  });

  it("searches, and refuses limits and cursors that are none", async () => {
    const { users } = await read("/users?search=ROOFS");
    assert.equal(users.length, 2);
    assert.deepEqual(await fieldsWrong(await ada().get("/api/v1/users?limit=0")), ["limit"]);
    assert.deepEqual(await fieldsWrong(await ada().get("/api/v1/users?cursor=x")), ["cursor"]);
  });
});

describe("GET /api/v1/users/{uuid}", () => {
  it("has the facts of a user, also of one without a name", async () => {
    const { alice } = app.cast;
    const { created_utc, ...user } = await read(`/users/${alice.user_uuid}`);
    assert.match(created_utc, /Z$/);
    assert.deepEqual(user, {
      user_uuid: alice.user_uuid,
      email: alice.email,
      site_group_uuid: alice.site_group_uuid,
      site_group_name: "Roofs",
      is_admin: false,
      active: true,
      last_seen_utc: null,
      deactivated_utc: null,
      has_password: true,
      has_factor: false,
      sessions: 1,
      tokens: 2,
      version: 1,
    });
    const [nameless] = await app.database.owner`
      insert into users (site_group_uuid) values (${alice.site_group_uuid}) returning user_uuid`;
    assert.equal((await read(`/users/${nameless!.user_uuid}`)).email, null);
  });

  it("is 404 for nobody and 422 for what is no UUID", async () => {
    await problemOf(await ada().get(`/api/v1/users/${NOBODYS}`), 404);
    assert.deepEqual(await fieldsWrong(await ada().get("/api/v1/users/me")), ["user_uuid"]);
  });
});

describe("POST /api/v1/users", () => {
  const post = (body: unknown) => ada().post("/api/v1/users", body);

  it("makes a user without a password, once", async () => {
    const { site_group_uuid } = app.cast.charlie;
    const body = { email: "dora@example.org", site_group_uuid };
    const answers = await Promise.all([post(body), post(body)]);
    const made = answers.find(({ status }) => status === 201)!;
    const user = await made.json();
    assert.deepEqual([user.email, user.has_password, user.site_group_name], [
      "dora@example.org",
      false,
      "Hills",
    ]);
    const refused = answers.find(({ status }) => status !== 201)!;
    assert.deepEqual(await fieldsWrong(refused), ["email"]);
  });

  it("refuses a body that is not right, field by field", async () => {
    const { site_group_uuid } = app.cast.charlie;
    const cases: [unknown, string[]][] = [
      [{}, ["email", "site_group_uuid"]],
      [{ email: 7, site_group_uuid }, ["email"]],
      [{ email: "x", site_group_uuid: "y" }, ["email", "site_group_uuid"]],
      [{ email: "CHARLIE@example.org", site_group_uuid }, ["email"]],
      [{ email: "eve@example.org", site_group_uuid: NOBODYS }, ["site_group_uuid"]],
    ];
    for (const [body, fields] of cases) {
      assert.deepEqual(await fieldsWrong(await post(body)), fields);
    }
  });

  it("takes no password and no other field that it does not know", async () => {
    const { site_group_uuid } = app.cast.charlie;
    const body = { email: "eve@example.org", site_group_uuid, password: "a long enough password" };
    await problemOf(await post(body), 422);
    assert.deepEqual((await read("/users?search=eve@")).users, []);
  });
});

describe("PATCH /api/v1/users/{uuid}", () => {
  it("changes what is given, and nothing else", async () => {
    const { user_uuid } = await person();
    const patch = async (body: unknown) => {
      const response = await ada().patch(`/api/v1/users/${user_uuid}`, body);
      assert.equal(response.status, 200);
      return await response.json();
    };
    const before = await patch({});
    const email = `renamed${count}@example.org`;
    assert.deepEqual(await patch({ email }), { ...before, email, version: before.version + 1 });
    const moved = await patch({ site_group_uuid: app.cast.charlie.site_group_uuid });
    assert.equal(moved.site_group_name, "Hills");
    const ended = await patch({ active: false });
    assert.deepEqual([ended.active, ended.sessions, ended.tokens], [false, 0, 0]);
    const restored = await patch({ active: true });
    assert.deepEqual([restored.active, restored.deactivated_utc], [true, null]);
  });

  it("changes nothing when one part of it is refused", async () => {
    const { user_uuid, email } = await person();
    const path = `/api/v1/users/${user_uuid}`;
    const body = { email: `never${count}@example.org`, site_group_uuid: NOBODYS };
    assert.deepEqual(await fieldsWrong(await ada().patch(path, body)), ["site_group_uuid"]);
    assert.deepEqual(await fieldsWrong(await ada().patch(path, { email: "bob@EXAMPLE.org" })), [
      "email",
    ]);
    assert.deepEqual(await fieldsWrong(await ada().patch(path, { active: "no" })), ["active"]);
    await problemOf(await ada().patch(path, { is_admin: true }), 422);
    assert.equal((await read(`/users/${user_uuid}`)).email, email);
  });

  it("keeps the last admin", async () => {
    const path = `/api/v1/users/${app.cast.ada.user_uuid}`;
    const { site_group_uuid } = app.cast.alice;
    for (const body of [{ active: false }, { site_group_uuid }]) {
      const { detail } = await problemOf(await ada().patch(path, body), 409);
      assert.match(detail, /somebody else must be an admin first/);
    }
    await problemOf(await ada().delete(path), 409);
  });

  it("is 404 for nobody", async () => {
    for (const body of [{ active: true }, { active: false }, { email: "x@example.org" }, {}]) {
      await problemOf(await ada().patch(`/api/v1/users/${NOBODYS}`, body), 404);
    }
  });
});

describe("DELETE /api/v1/users/{uuid}", () => {
  it("deletes a user with sessions and tokens, once", async () => {
    const gone = await person();
    const path = `/api/v1/users/${gone.user_uuid}`;
    assert.equal((await ada().delete(path)).status, 204);
    await problemOf(await ada().delete(path), 404);
    await problemOf(await withToken(app, gone.token).get("/api/v1/me"), 401);
    assert.equal((await as(app, gone).get("/sites")).status, 303);
  });
});

describe("users by API", () => {
  it("are for admins, and their writes for tokens that may write", async () => {
    const { alice, ada: admin } = app.cast;
    const path = `/api/v1/users/${alice.user_uuid}`;
    const member = withToken(app, alice.token);
    for (const ask of [member.get("/api/v1/users"), member.get(path)]) {
      await problemOf(await ask, 403);
    }
    const reader = withToken(app, admin.readToken);
    assert.equal((await reader.get(path)).status, 200);
    for (const caller of [member, reader]) {
      await problemOf(await caller.patch(path, { active: false }), 403);
      await problemOf(await caller.delete(path), 403);
      const body = { email: "eve@example.org", site_group_uuid: alice.site_group_uuid };
      await problemOf(await caller.post("/api/v1/users", body), 403);
    }
    assert.equal((await member.get("/api/v1/me")).status, 200);
  });
});
