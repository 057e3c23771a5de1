import type { Context } from "hono";
import { LOGGER_SORTS, type LoggerListState } from "../../domain/loggers/logger_list.ts";
import * as loggerList from "../../sql/loggers/logger_list.ts";
import type { Scoped } from "../http/context.ts";
import { paged, searchPage } from "../http/params.ts";

/** Reads the page of a list of loggers that an address says, of all sites or of one of them. */
export async function loggersPage(c: Context<Scoped>, siteUuid?: string) {
  const { query, page, limit, offset } = searchPage(c);
  const [, minus, by] = /^(-?)(\w+)$/.exec(c.req.query("sort") ?? "") ?? [];
  const sort = LOGGER_SORTS.find((name) => name === by);
  const state: LoggerListState = {
    query,
    sort: sort ?? "name",
    isDescending: sort !== undefined && minus === "-",
    page,
  };
  const now = c.var.services.now();
  const rows = await loggerList.listed(c.var.sql, { ...state, limit, offset, now }, siteUuid);
  return { state, now, ...paged(rows) };
}
