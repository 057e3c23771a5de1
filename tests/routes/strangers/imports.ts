import type { Import } from "../../../domain/imports/import.ts";
import { as, type TestApp, withToken } from "../../support/app.ts";
import { sendFiles } from "../../support/import_pages.ts";
import { api, type Ask, type Cases, page, post } from "./cases.ts";

const FILE = "time,kW\n2026-06-21T06:00:00Z,1\n2026-06-21T06:15:00Z,1\n";

const send = (app: TestApp, token: string, query: string) =>
  app.fetch(`/api/v1/imports${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "text/csv" },
    body: FILE,
  });

/** With a file that alice sent. */
const ofAlicesFile = (ask: (importUuid: string) => Ask): Ask => async (app, site) => {
  const { alice } = app.cast;
  const made = await send(app, alice.token, "?remember=mine");
  const { import_uuid }: Import = await made.json();
  const response = await ask(import_uuid)(app, site);
  await withToken(app, alice.token).delete(`/api/v1/imports/${import_uuid}`);
  return response;
};

/** Returns an import of the asking person's own whose site is not chosen; the same each time. */
async function ownFile(app: TestApp): Promise<string> {
  const { token } = app.cast.charlie;
  const { imports }: { imports: Import[] } = await (await withToken(app, token).get(
    "/api/v1/imports",
  )).json();
  const open = imports.find(({ state }) => state === "proposed");
  const { import_uuid }: Import = open ?? await (await send(app, token, "")).json();
  return import_uuid;
}

const ofAFile = (path: string, method: "get" | "post" | "patch" | "delete" = "get") =>
  ofAlicesFile((uuid) => api(() => `/imports/${uuid}${path}`, method));

const pageOfAFile = (path: string) => ofAlicesFile((uuid) => page(() => `/imports/${uuid}${path}`));
const postOfAFile = (path: string) => ofAlicesFile((uuid) => post(() => `/imports/${uuid}${path}`));

export const imports: Cases = {
  ofASite: {
    "POST /imports": (app, site_uuid) =>
      sendFiles(app, app.cast.charlie, [new File([FILE], "june.csv")], { site_uuid }),
    "POST /api/v1/imports": (app, site) => send(app, app.cast.charlie.token, `?site_uuid=${site}`),
    "PATCH /api/v1/imports/:import_uuid": async (app, site_uuid) => {
      const import_uuid = await ownFile(app);
      return await api(() => `/imports/${import_uuid}`, "patch", { site_uuid })(app, site_uuid);
    },
  },
  others: {
    "GET /imports": [(app, site) => as(app, app.cast.charlie).get(`/imports?site=${site}`), 200],
    "GET /imports/:import": [pageOfAFile(""), 404],
    "POST /imports/:import/reading": [postOfAFile("/reading"), 404],
    "POST /imports/:import/confirm": [postOfAFile("/confirm"), 404],
    "POST /imports/:import/remove": [postOfAFile("/remove"), 404],
    "GET /imports/:import/undo": [pageOfAFile("/undo"), 404],
    "POST /imports/:import/undo": [postOfAFile("/undo"), 404],
    "GET /imports/:import/left-out": [pageOfAFile("/left-out"), 404],
    "POST /imports/readings/rename": [
      post(() => "/imports/readings/rename", { name: "mine", new_name: "theirs" }),
      404,
    ],
    "POST /imports/readings/remove": [
      post(() => "/imports/readings/remove", { name: "mine" }),
      404,
    ],
    "GET /api/v1/imports": [api(() => "/imports"), 200],
    "GET /api/v1/imports/:import_uuid": [ofAFile(""), 404],
    "GET /api/v1/imports/:import_uuid/left-out": [ofAFile("/left-out"), 404],
    "POST /api/v1/imports/:import_uuid/confirm": [ofAFile("/confirm", "post"), 404],
    "POST /api/v1/imports/:import_uuid/undo": [ofAFile("/undo", "post"), 404],
    "DELETE /api/v1/imports/:import_uuid": [ofAFile("", "delete"), 404],
    "GET /api/v1/import-readings": [api(() => "/import-readings"), 200],
    "PATCH /api/v1/import-readings/:name": [
      api(() => "/import-readings/mine", "patch", { name: "other" }),
      404,
    ],
    "DELETE /api/v1/import-readings/:name": [api(() => "/import-readings/mine", "delete"), 404],
  },
};
