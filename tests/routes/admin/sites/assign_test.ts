import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
let model: string;
let client: string;
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const [made] = await owner<{ model_uuid: string; client_uuid: string }[]>`
    with m as (insert into ml_model (name, version) values ('blend', '2') returning model_uuid),
      unnamed as (insert into ml_model (name, version) values (null, null)),
      c as (insert into clients (client_name) values ('Old <client>') returning client_uuid)
    select model_uuid, client_uuid from m, c`;
  ({ model_uuid: model, client_uuid: client } = made!);
});
afterAll(() => app.close());

const path = () => `/admin/sites/${app.cast.sites.plant}/assign`;
const post = (form: Record<string, string>) =>
  as(app, app.cast.ada).post(path(), {
    ml_model_uuid: "",
    client_uuid: "",
    client_name: "",
    ...form,
  });

async function assigned() {
  const [row] = await app.database.owner<
    { ml_model_uuid: string; client: string; version: number }[]
  >`
    select ml_model_uuid, version, (select client_name from clients c
      where c.client_uuid = s.client_uuid) as client
    from sites s where site_uuid = ${app.cast.sites.plant}`;
  return row!;
}

describe("what is assigned to a site", () => {
  it("is chosen of the models and clients that there are, those without a name too", async () => {
    const form = await page(as(app, app.cast.ada).get(path()));
    assert.equal(form.text(`option[value="${model}"]`), "blend 2");
    const models = form.texts("[name=ml_model_uuid] option");
    assert.ok(models.some((name) => /^Model \w{8}$/.test(name)));
    assert.ok(form.texts("[name=client_uuid] option").includes("Old <client>"));
  });

  it("is written, shown, and taken away again", async () => {
    const response = await post({ ml_model_uuid: model, client_uuid: client });
    assert.equal(response.status, 303);
    const { ml_model_uuid, client: name } = await assigned();
    assert.deepEqual([ml_model_uuid, name], [model, "Old <client>"]);
    const shown = await page(as(app, app.cast.ada).get(response.headers.get("location")!));
    assert.match(shown.text(), /blend 2/);
    assert.ok(shown.text().includes("Old <client>"));
    const form = await page(as(app, app.cast.ada).get(path()));
    assert.equal(form.field("ml_model_uuid"), model);
    await post({});
    assert.deepEqual(await assigned().then((row) => [row.ml_model_uuid, row.client]), [null, null]);
  });

  it("is a new client when one is named, made once also by two forms at once", async () => {
    const form = { client_name: "  New client ", client_uuid: client };
    const answers = await Promise.all([post(form), post(form)]);
    assert.deepEqual(answers.map(({ status }) => status), [303, 303]);
    assert.equal((await assigned()).client, "New client");
    const same = await app.database.owner`select from clients where client_name = 'New client'`;
    assert.equal(same.length, 1);
  });

  it("is no edit when nothing changes", async () => {
    await post({ ml_model_uuid: model });
    const { version } = await assigned();
    await post({ ml_model_uuid: model });
    assert.equal((await assigned()).version, version);
  });

  it("is named in the history with who did it", async () => {
    await post({ client_uuid: client });
    const [last] = await app.database.owner`
      select changed_by_email, changed_through from sites_history
      where site_uuid = ${app.cast.sites.plant}
      order by (site_data ->> 'version')::int desc limit 1`;
    assert.deepEqual({ ...last }, {
      changed_by_email: app.cast.ada.email,
      changed_through: "form",
    });
  });

  it("is refused when it is not there, and what was typed is kept", async () => {
    const before = await assigned();
    for (const unknown of ["nonsense", "00000000-0000-4000-8000-000000000000"]) {
      const response = await post({ ml_model_uuid: unknown, client_name: "Typed <name>" });
      assert.equal(response.status, 422);
      const refused = await page(response);
      assert.ok(refused.error("ml_model_uuid"));
      assert.equal(refused.field("client_name"), "Typed <name>");
    }
    const long = await post({ client_name: "x".repeat(256) });
    assert.match(await long.text(), /at most 255/);
    assert.deepEqual(await assigned(), before);
    const made = await app.database.owner`select from clients where client_name like 'Typed%'`;
    assert.equal(made.length, 0);
  });

  it("is not there for members", async () => {
    const alice = as(app, app.cast.alice);
    assert.equal((await alice.get(path())).status, 404);
    assert.equal((await alice.post(path(), { client_name: "Hers" })).status, 404);
  });
});
