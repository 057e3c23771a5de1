import { withAdminScope, withScope } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import * as status from "../../sql/operations/status.ts";
import type { Services } from "../http/context.ts";

/**
 * Lists the posted statuses, for admins with who posted them: in a scope of its own, for visitors
 * as the owner.
 */
export function pastStatuses(
  { database: { light, owner } }: Services,
  viewer: Viewer | undefined,
  page: { limit: number; offset?: number },
) {
  if (!viewer) return status.list(owner, page);
  const readOnly = { readOnly: true };
  return viewer.is_admin
    ? withAdminScope(light, viewer, readOnly, (sql) => status.listWithPosters(sql, page))
    : withScope(light, viewer, readOnly, (sql) => status.list(sql, page));
}
