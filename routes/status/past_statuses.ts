import { withAdminScope, withScope } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import * as status from "../../sql/operations/status.ts";
import type { Services } from "../http/context.ts";

/** Lists the posted statuses in a scope of its own; for admins with who posted them. */
export function pastStatuses(
  { database: { light } }: Services,
  viewer: Viewer,
  page: { limit: number; offset?: number },
) {
  const readOnly = { readOnly: true };
  return viewer.is_admin
    ? withAdminScope(light, viewer, readOnly, (sql) => status.listWithPosters(sql, page))
    : withScope(light, viewer, readOnly, (sql) => status.list(sql, page));
}
