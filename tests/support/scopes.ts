import type { Database } from "../../db/client.ts";
import { type ScopedSql, withScope } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";

/** Runs work in a scope of the viewer's group that may write. */
export function inScope<T>(
  database: Database,
  viewer: Viewer,
  work: (sql: ScopedSql) => Promise<T>,
): Promise<T> {
  return withScope(database.requests, viewer, { readOnly: false }, work);
}

/**
 * Makes a tagged template of a text, to send a statement without parameters as injected code would.
 */
export function statement(text: string): TemplateStringsArray {
  return Object.assign([text], { raw: [text] });
}
