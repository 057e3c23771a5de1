import { Hono } from "hono";
import * as backups from "../../sql/operations/backups.ts";
import { OPEN_METEO } from "../../domain/weather/sources.ts";
import * as fetches from "../../sql/weather/fetches.ts";
import { StatusesTable, StatusPage } from "../../views/status/list.tsx";
import type { Visitor } from "../http/context.ts";
import { page, paged } from "../http/params.ts";
import type { StatusAddition } from "./additions.ts";
import { statusesAndMeasured } from "./measured.ts";
import { pastStatuses } from "./past_statuses.ts";

/**
 * GET /status: what was measured of the viewer's sites, and all that operators have posted, newest
 * first; the latter alone for visitors.
 */
export const statusList = (additions: StatusAddition[]) =>
  new Hono<Visitor>().get("/status", async (c) => {
    const { services, viewer } = c.var;
    const { page: number, ...limits } = page(c);
    const { statuses, measured, sections } = viewer
      ? await statusesAndMeasured(services, viewer, limits, additions)
      : {
        statuses: await pastStatuses(services, undefined, limits),
        measured: undefined,
        sections: [],
      };
    const { rows, hasNext } = paged(statuses);
    const props = {
      statuses: rows,
      page: number,
      hasNext,
      isAdmin: viewer?.is_admin ?? false,
      backup: viewer?.is_admin ? await backups.state(services.database.owner) : undefined,
      weather: viewer?.is_admin
        ? await fetches.find(services.database.owner, OPEN_METEO.source)
        : undefined,
      measured,
      sections,
      now: services.now(),
    };
    return c.render(<StatusPage {...props} />, {
      title: "Status",
      parts: { "statuses": <StatusesTable {...props} /> },
    });
  });
