import { Hono } from "hono";
import { AppError } from "../domain/errors.ts";
import { type Site, siteName, zoneOf } from "../domain/site.ts";
import { dayOf } from "../domain/time.ts";
import * as sites from "../sql/sites.ts";
import { SitesPage, SitesTable } from "../views/sites/list.tsx";
import { SiteDayPart, SitePage } from "../views/sites/show.tsx";
import type { Scoped, Services } from "./context.ts";
import { dayCsv } from "./site_csv.ts";
import { scoped } from "./middleware/scope.ts";
import { days, today } from "./site_days.ts";
import { siteAsked } from "./sites/asked.ts";
import { limits, paged, pageNumber } from "./paging.ts";

/** GET /sites, /sites/{uuid} and /sites/{uuid}/day.csv. */
export function siteRoutes({ now }: Services) {
  const routes = new Hono<Scoped>();
  routes.use(scoped);

  routes.get("/", async (c) => {
    const page = pageNumber.parse(c.req.query("page"));
    const listed = await sites.list(c.var.sql, limits(page));
    const { rows: shown, hasNext } = paged(listed);
    const rows = await today(c.var.sql, shown, now());
    const props = { rows, page, hasNext, now: now() };
    return c.render(<SitesPage {...props} />, {
      title: "Sites",
      parts: { "sites-table": <SitesTable {...props} /> },
    });
  });

  routes.get("/:site", async (c) => {
    const site = await siteAsked(c);
    const day = dayAsked(c.req.query("day"), site, now());
    const [shown] = await days(c.var.sql, [{ site, day }], now());
    const isAdmin = c.var.viewer.is_admin;
    const props = { ...shown!, ...links(site, day, dayOf(now(), zoneOf(site))), isAdmin };
    return c.render(<SitePage {...props} />, {
      title: siteName(site),
      parts: { "site-day": <SiteDayPart {...props} /> },
    });
  });

  routes.get("/:site/day.csv", async (c) => {
    const site = await siteAsked(c);
    const day = dayAsked(c.req.query("day"), site, now());
    const [shown] = await days(c.var.sql, [{ site, day }], now());
    return c.body(dayCsv(shown!.day), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${site.site_uuid}-${day}.csv"`,
    });
  });

  return routes;
}

function dayAsked(text: string | undefined, site: Site, now: Temporal.Instant): Temporal.PlainDate {
  if (!text) return dayOf(now, zoneOf(site));
  if (/^(19|20)\d\d-\d\d-\d\d$/.test(text)) {
    try {
      return Temporal.PlainDate.from(text, { overflow: "reject" });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new AppError("invalid", `${text.slice(0, 40)} is no day: write it like 2026-11-21.`);
}

/** Nothing leads beyond the days that are taken, 1900 to 2099. */
function links(site: Site, day: Temporal.PlainDate, today: Temporal.PlainDate) {
  const path = `/sites/${site.site_uuid}`;
  const url = (other: Temporal.PlainDate) => {
    if (other.year < 1900 || other.year > 2099) return null;
    return other.equals(today) ? path : `${path}?day=${other}`;
  };
  return {
    csvUrl: `${path}/day.csv?day=${day}`,
    previousUrl: url(day.subtract({ days: 1 })),
    nextUrl: url(day.add({ days: 1 })),
    todayUrl: path,
  };
}
