import { sendSessions } from "../../support/charging_imports.ts";
import { type Ask, type Cases, page, post } from "./cases.ts";

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
  },
};
