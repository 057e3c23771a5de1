import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const ada = () => withToken(app, app.cast.ada.token);
const NOBODYS = "00000000-0000-4000-8000-000000000000";

interface SiteJson {
  site_uuid: string;
  name: string;
  active: boolean;
  groups: { site_group_name: string; is_admin: boolean }[];
  ml_model_uuid: string | null;
  model_name: string | null;
  client_name: string | null;
}

async function body<T>(response: Response, status = 200): Promise<T> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return JSON.parse(text);
}

const list = async (query = "") =>
  await body<{ sites: SiteJson[]; next_cursor: string | null }>(
    await ada().get(`/api/v1/admin/sites${query}`),
  );

const groupsOf = ({ groups }: SiteJson) => groups.map((group) => group.site_group_name);

describe("GET /api/v1/admin/sites", () => {
  it("has the sites of all groups with their groups", async () => {
    const { plant, bare, turbine } = app.cast.sites;
    const { sites, next_cursor } = await list();
    assert.deepEqual(sites.map(({ site_uuid }) => site_uuid), [plant, bare, turbine].sort());
    assert.equal(next_cursor, null);
    const groups = sites.find(({ site_uuid }) => site_uuid === turbine)!.groups;
    assert.deepEqual(groups.map(({ site_group_name, is_admin }) => [site_group_name, is_admin]), [
      ["Hills", false],
      ["ocf", true],
    ]);
  });

  it("is walked by cursors", async () => {
    const first = await list("?limit=2");
    const second = await list(`?limit=2&cursor=${first.next_cursor}`);
    assert.deepEqual([first.sites.length, second.sites.length], [2, 1]);
    assert.equal(second.next_cursor, null);
  });

  it("is searched, and asked for active or inactive ones", async () => {
    const { owner } = app.database;
    const { turbine } = app.cast.sites;
    await owner`update sites set active = false where site_uuid = ${turbine}`;
    const names = async (query: string) => (await list(query)).sites.map(({ name }) => name);
    assert.deepEqual(await names("?active=false"), ["Turbine"]);
    assert.equal((await names("?active=true")).length, 2);
    assert.deepEqual(await names("?active=true&search=hills"), []);
    assert.deepEqual(await names("?search=hills"), ["Turbine"]);
    await owner`update sites set active = true where site_uuid = ${turbine}`;
  });

  it("names each parameter that is not valid", async () => {
    const response = await ada().get("/api/v1/admin/sites?limit=0&cursor=x&active=1");
    assert.deepEqual((await fieldsWrong(response)).sort(), ["active", "cursor", "limit"]);
  });
});

const SITE = {
  client_site_name: "Barn",
  capacity_kw: 12.5,
  latitude: 51.5,
  longitude: -0.12,
};

describe("POST /api/v1/admin/sites", () => {
  const add = (site: object) => ada().post("/api/v1/admin/sites", site);

  it("makes a site in groups, or in the admin groups alone", async () => {
    const { alice, charlie } = app.cast;
    const site_group_uuids = [alice.site_group_uuid, charlie.site_group_uuid];
    const made = await body<SiteJson>(await add({ ...SITE, site_group_uuids }), 201);
    assert.deepEqual(groupsOf(made), ["Hills", "Roofs", "ocf"]);
    const alone = await body<SiteJson>(await add({ ...SITE, site_group_uuids: [] }), 201);
    assert.deepEqual(groupsOf(alone), ["ocf"]);
  });

  it("makes nothing of what is not valid, and names the fields", async () => {
    const count = async () => (await list("?limit=1000")).sites.length;
    const before = await count();
    const groups = { site_group_uuids: [] };
    const wrong: [site: object, fields: string[]][] = [
      [SITE, ["site_group_uuids"]],
      [{ ...SITE, site_group_uuids: [NOBODYS] }, ["site_group_uuids"]],
      [{ ...SITE, site_group_uuids: ["x"] }, ["site_group_uuids.0"]],
      [{ ...SITE, ...groups, capacity_kw: "12,5" }, ["capacity_kw"]],
      [{ ...groups }, ["client_site_name", "capacity_kw", "latitude", "longitude"]],
    ];
    for (const [site, fields] of wrong) {
      assert.deepEqual((await fieldsWrong(await add(site))).sort(), fields.sort());
    }
    assert.equal(await count(), before);
  });
});

describe("PUT /api/v1/sites/{site_uuid}/active", () => {
  it("deactivates and restores, as often as it is asked", async () => {
    const { turbine } = app.cast.sites;
    for (const active of [false, false, true]) {
      const response = await ada().put(`/api/v1/sites/${turbine}/active`, { active });
      assert.equal((await body<SiteJson>(response)).active, active);
    }
  });

  it("knows true and false only, and sites that are there", async () => {
    const { turbine } = app.cast.sites;
    for (const active of ["false", 0, null, undefined]) {
      const response = await ada().put(`/api/v1/sites/${turbine}/active`, { active });
      assert.deepEqual(await fieldsWrong(response), ["active"]);
    }
    await problemOf(await ada().put(`/api/v1/sites/${NOBODYS}/active`, { active: true }), 404);
    assert.deepEqual(
      await fieldsWrong(await ada().put("/api/v1/sites/x/active", { active: true })),
      ["site_uuid"],
    );
  });
});

describe("PUT /api/v1/sites/{site_uuid}/assignment", () => {
  it("assigns a model and a client that are listed, and takes them away", async () => {
    const { owner } = app.database;
    await owner`insert into ml_model (name, version) values ('blend', '2'), (null, null)`;
    const client = await body<{ client_uuid: string; client_name: string }>(
      await ada().post("/api/v1/clients", { client_name: " Grid " }),
      201,
    );
    assert.equal(client.client_name, "Grid");
    const { models } = await body<{ models: { model_uuid: string; name: string | null }[] }>(
      await ada().get("/api/v1/models"),
    );
    assert.deepEqual(models.map(({ name }) => name), ["blend", null]);
    const { clients } = await body<{ clients: object[] }>(await ada().get("/api/v1/clients"));
    assert.deepEqual(clients, [client]);

    const path = `/api/v1/sites/${app.cast.sites.plant}/assignment`;
    const wanted = { ml_model_uuid: models[0]!.model_uuid, client_uuid: client.client_uuid };
    const upper = { ...wanted, client_uuid: client.client_uuid.toUpperCase() };
    const site = await body<SiteJson>(await ada().put(path, upper));
    assert.deepEqual([site.model_name, site.client_name], ["blend", "Grid"]);
    const none = await body<SiteJson>(
      await ada().put(path, { ml_model_uuid: null, client_uuid: null }),
    );
    assert.deepEqual([none.ml_model_uuid, none.client_name], [null, null]);
  });

  it("wants both said, and models and clients that are there", async () => {
    const path = `/api/v1/sites/${app.cast.sites.plant}/assignment`;
    assert.deepEqual(await fieldsWrong(await ada().put(path, {})), [
      "ml_model_uuid",
      "client_uuid",
    ]);
    const unknown = { ml_model_uuid: NOBODYS, client_uuid: NOBODYS };
    assert.deepEqual(await fieldsWrong(await ada().put(path, unknown)), [
      "ml_model_uuid",
      "client_uuid",
    ]);
    const none = { ml_model_uuid: null, client_uuid: null };
    await problemOf(await ada().put(`/api/v1/sites/${NOBODYS}/assignment`, none), 404);
  });

  it("needs names of clients that are there once", async () => {
    const add = (client_name: string) => ada().post("/api/v1/clients", { client_name });
    const answers = await Promise.all([add("Same"), add("Same")]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
    assert.deepEqual(await fieldsWrong(await add(" ")), ["client_name"]);
  });
});

describe("what is for admins", () => {
  const asks: [string, string, object?][] = [
    ["get", "/admin/sites"],
    ["post", "/admin/sites", { ...SITE, site_group_uuids: [] }],
    ["put", "/sites/PLANT/active", { active: false }],
    ["put", "/sites/PLANT/assignment", { ml_model_uuid: null, client_uuid: null }],
    ["delete", "/sites/PLANT?with_generation=true"],
    ["get", `/jobs/${NOBODYS}`],
    ["get", "/models"],
    ["get", "/clients"],
    ["post", "/clients", { client_name: "Hers" }],
  ];

  for (const [method, path, sent] of asks) {
    it(`is refused to members, and to tokens that may only read: ${method} ${path}`, async () => {
      const { alice, ada, sites: { plant } } = app.cast;
      const ask = (token: string) =>
        app.fetch(`/api/v1${path.replace("PLANT", plant)}`, {
          method: method.toUpperCase(),
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body: sent && JSON.stringify(sent),
        });
      assert.match((await problemOf(await ask(alice.token), 403)).detail, /Only admins/);
      const reading = await ask(ada.readToken);
      if (method === "get") assert.notEqual(reading.status, 403);
      else assert.match((await problemOf(reading, 403)).detail, /may read, not write/);
    });
  }
});
