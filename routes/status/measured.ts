import { type AdminSql, type ScopedSql, withAdminScope, withScope } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import type { Freshness, FreshnessList, JobsState } from "../../domain/operations/freshness.ts";
import * as freshness from "../../sql/operations/freshness.ts";
import * as status from "../../sql/operations/status.ts";
import type { Services } from "../http/context.ts";
import type { StatusAddition } from "./additions.ts";

const readOnly = { readOnly: true };

/** How fresh the values of the viewer's sites are, and the state of the service's jobs. */
export interface Measured extends Freshness {
  jobs: JobsState;
}

/**
 * Reads posted statuses, measures the viewer's active sites (an admin: all), and reads what other nouns
 * add, in one scope.
 */
export async function statusesAndMeasured(
  { database: { light, owner }, now }: Services,
  viewer: Viewer,
  page: { limit: number; offset?: number },
  additions: StatusAddition[],
) {
  const measure = (sql: ScopedSql | AdminSql) =>
    Promise.all([
      freshness.summary(sql, now()),
      Promise.all(additions.map((add) => add(sql, now()))),
    ]);
  const read = viewer.is_admin
    ? withAdminScope(
      light,
      viewer,
      readOnly,
      (sql) => Promise.all([status.listWithPosters(sql, page), measure(sql)]),
    )
    : withScope(
      light,
      viewer,
      readOnly,
      (sql) => Promise.all([status.list(sql, page), measure(sql)]),
    );
  const [[statuses, [state, sections]], jobs] = await Promise.all([
    read,
    freshness.jobsState(owner, now()),
  ]);
  return { statuses, measured: { ...state, jobs }, sections };
}

/** Lists how fresh the viewer's active sites are (an admin: all), with their sum, in one scope. */
export async function sitesAndMeasured(
  { database: { light, owner }, now }: Services,
  viewer: Viewer,
  page: { of: FreshnessList; limit: number; offset: number },
) {
  const both = (sql: ScopedSql | AdminSql) =>
    Promise.all([freshness.list(sql, now(), page), freshness.summary(sql, now())]);
  const read = viewer.is_admin
    ? withAdminScope(light, viewer, readOnly, both)
    : withScope(light, viewer, readOnly, both);
  const [[sites, state], jobs] = await Promise.all([read, freshness.jobsState(owner, now())]);
  return { sites, measured: { ...state, jobs } };
}
