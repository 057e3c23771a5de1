import { sendSessions } from "../../support/charging_imports.ts";
import { api, type Ask, type Cases, page, post } from "./cases.ts";

const FILE = "start_time,kWh\n2026-06-21T06:00:00Z,5\n";

/** With a file of sessions that alice sent. */
const ofAlicesFile = (ask: (path: string) => Ask): Ask => async (app, site) => {
  const sent = await sendSessions(app, app.cast.alice, new File([FILE], "log.csv"));
  const response = await ask(sent.headers.get("location")!)(app, site);
  await app.database.owner`delete from app.charging_imports`;
  return response;
};
const pageOfAFile = (rest: string) => ofAlicesFile((path) => page(() => path + rest));
const postOfAFile = (rest: string) => ofAlicesFile((path) => post(() => path + rest));

const uuidIn = (path: string) => path.replace("/charging/imports/", "");
const ofAFile = (rest: string, method: "get" | "post") =>
  ofAlicesFile((path) => api(() => `/charging/imports/${uuidIn(path)}${rest}`, method));

/** Sends the file by the API, as charlie. */
const sendByApi: Ask = (app) =>
  app.fetch("/api/v1/charging/imports?zone=UTC", {
    method: "POST",
    headers: { authorization: `Bearer ${app.cast.charlie.token}`, "content-type": "text/csv" },
    body: FILE,
  });

export const chargingImports: Cases = {
  others: {
    "GET /charging/imports": [page(() => "/charging/imports"), 200],
    "GET /charging/imports/template.csv": [page(() => "/charging/imports/template.csv"), 200],
    "POST /charging/imports": [
      (app) => sendSessions(app, app.cast.charlie, new File([FILE], "log.csv")),
      303,
    ],
    "GET /charging/imports/:import": [pageOfAFile(""), 404],
    "POST /charging/imports/:import/columns": [postOfAFile("/columns"), 404],
    "POST /charging/imports/:import/places": [postOfAFile("/places"), 404],
    "POST /charging/imports/:import/rows": [postOfAFile("/rows"), 404],
    "GET /charging/imports/:import/rows/:row": [pageOfAFile("/rows/1"), 404],
    "POST /charging/imports/:import/rows/:row": [postOfAFile("/rows/1"), 404],
    "POST /charging/imports/:import/confirm": [postOfAFile("/confirm"), 404],
    "POST /charging/imports/:import/reopen": [postOfAFile("/reopen"), 404],
    "POST /charging/imports/:import/remove": [postOfAFile("/remove"), 404],
    "GET /charging/imports/:import/undo": [pageOfAFile("/undo"), 404],
    "POST /charging/imports/:import/undo": [postOfAFile("/undo"), 404],
    "POST /api/v1/charging/imports": [sendByApi, 201],
    "GET /api/v1/charging/imports/:file_uuid": [ofAFile("", "get"), 404],
    "POST /api/v1/charging/imports/:file_uuid/confirm": [ofAFile("/confirm", "post"), 404],
    "POST /api/v1/charging/imports/:file_uuid/undo": [ofAFile("/undo", "post"), 404],
  },
};
