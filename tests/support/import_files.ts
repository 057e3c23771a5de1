import assert from "node:assert/strict";
import type { Import } from "../../domain/imports/import.ts";
import { workOnImports } from "../../service/imports/worker.ts";
import { type TestApp, withToken } from "./app.ts";

export const HEADER = "start,end,Generation (kW)";

/** Returns the start of a quarter hour of 2026-06-01, counted from 0. */
export const quarterHour = (i: number) =>
  Temporal.Instant.from("2026-06-01T00:00:00Z").add({ minutes: 15 * i }).toString();

/** Returns a file of quarter hours of that day, in kW, whose reading leaves no question. */
export const csvOf = (powers: readonly (number | string)[]) =>
  [HEADER, ...powers.map((kw, i) => `${quarterHour(i)},${quarterHour(i + 1)},${kw}`), ""]
    .join("\n");

/** Sends a file, by default with alice's token. */
export function sendFile(
  app: TestApp,
  body: BodyInit,
  query = "",
  token = app.cast.alice.token,
): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "text/csv" };
  return app.fetch(`/api/v1/imports${query}`, { method: "POST", headers, body });
}

/** Sends a file of alice's that is taken. */
export async function sentFile(app: TestApp, body: BodyInit, query = ""): Promise<Import> {
  const response = await sendFile(app, body, query);
  assert.equal(response.status, 201, await response.clone().text());
  return await response.json();
}

/** Returns an import of alice's as it is now. */
export async function importNow(app: TestApp, { import_uuid }: Import): Promise<Import> {
  const { token } = app.cast.alice;
  return await (await withToken(app, token).get(`/api/v1/imports/${import_uuid}`)).json();
}

/** Checks and stores what waits, as the service does. */
export const workOnFiles = (app: TestApp) =>
  workOnImports(app.database.owner, () => app.clock.now, new AbortController().signal);
