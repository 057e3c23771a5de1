import assert from "node:assert/strict";
import { workOnChargingImports } from "../../service/charging/import_worker.ts";
import { as, type TestApp } from "./app.ts";
import type { Person } from "./cast.ts";
import { page } from "./html.ts";

/** The sample of LightningROD: 80 sessions of 2025. */
export const sampleFile = async (): Promise<File> =>
  new File(
    [await Deno.readFile(new URL("../fixtures/charging/ev_charging_sample.csv", import.meta.url))],
    "sample.csv",
  );

/** Sends a file of sessions by the form of /charging/imports, as a browser does. */
export function sendSessions(app: TestApp, person: Person, file: File): Promise<Response> {
  const body = new FormData();
  body.append("file", file);
  const headers = { cookie: `sitecast=${person.session}`, origin: "http://localhost:8000" };
  return app.fetch("/charging/imports", { method: "POST", headers, body });
}

/** Does what waits, as the service's worker does. */
export const workOnSessions = ({ database }: TestApp): Promise<void> =>
  workOnChargingImports(database.owner, new AbortController().signal);

/** Changes of what the forms of an import propose. */
export interface Choices {
  columns?: Record<string, string>;
  places?: Record<string, string>;
}

/** Sends a file and takes what its forms propose, up to its preview; returns its address. */
export async function previewOf(
  app: TestApp,
  person: Person,
  file: File,
  { columns, places }: Choices = {},
): Promise<string> {
  const sent = await sendSessions(app, person, file);
  assert.equal(sent.status, 303, await sent.clone().text());
  const path = sent.headers.get("location")!;
  await postForm(app, person, `${path}/columns`, columns);
  if ((await page(as(app, person).get(path))).has('form[action$="/places"]')) {
    await postForm(app, person, `${path}/places`, places);
  }
  await workOnSessions(app);
  return path;
}

/** Posts the form of an import that leads to an address, with changes. */
async function postForm(
  app: TestApp,
  person: Person,
  action: string,
  changes: Record<string, string> = {},
): Promise<void> {
  const form = await page(as(app, person).get(action.replace(/\/\w+$/, "")));
  const fields = { ...form.fields(`form[action="${action}"]`), ...changes };
  const response = await as(app, person).post(action, fields as Record<string, string>);
  assert.equal(response.status, 303, await response.clone().text());
}

/** Stores a file whose preview is there. */
export async function confirmSessions(app: TestApp, person: Person, path: string): Promise<void> {
  const response = await as(app, person).post(`${path}/confirm`);
  assert.equal(response.status, 303, await response.clone().text());
  await workOnSessions(app);
}
