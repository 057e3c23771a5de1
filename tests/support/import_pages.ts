import { workOnImports } from "../../service/imports/worker.ts";
import type { TestApp } from "./app.ts";
import type { Person } from "./cast.ts";

/** Sends files by the form of /imports, as a browser does. */
export function sendFiles(
  app: TestApp,
  person: Person,
  files: File[],
  fields: Record<string, string> = {},
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const file of files) body.append("file", file);
  const headers = { cookie: `sitecast=${person.session}`, origin: "http://localhost:8000" };
  return app.fetch("/imports", { method: "POST", headers, body });
}

/** Does what waits, as the service's worker does. */
export function workOn({ database, services }: TestApp): Promise<void> {
  return workOnImports(database.owner, services.now, new AbortController().signal);
}
