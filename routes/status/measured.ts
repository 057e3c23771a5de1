import { withAdminScope, withScope } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import type { Freshness, FreshnessList, JobsState } from "../../domain/operations/freshness.ts";
import * as freshness from "../../sql/operations/freshness.ts";
import type { Services } from "../http/context.ts";

const readOnly = { readOnly: true };

/** How fresh the values of the viewer's sites are, and the state of the service's jobs. */
export interface Measured extends Freshness {
  jobs: JobsState;
}

/** Measures the state of the viewer's active sites (an admin: of all) in a scope of its own. */
export async function measuredOf({ database, now }: Services, viewer: Viewer): Promise<Measured> {
  const { light, owner } = database;
  const found = viewer.is_admin
    ? withAdminScope(light, viewer, readOnly, (sql) => freshness.summary(sql, now()))
    : withScope(light, viewer, readOnly, (sql) => freshness.summary(sql, now()));
  const [state, jobs] = await Promise.all([found, freshness.jobsState(owner, now())]);
  return { ...state, jobs };
}

/** Lists how fresh the viewer's active sites are, in a scope of its own. */
export function listFreshness(
  { database: { light }, now }: Services,
  viewer: Viewer,
  page: { of: FreshnessList; limit: number; offset: number },
) {
  return viewer.is_admin
    ? withAdminScope(light, viewer, readOnly, (sql) => freshness.list(sql, now(), page))
    : withScope(light, viewer, readOnly, (sql) => freshness.list(sql, now(), page));
}
