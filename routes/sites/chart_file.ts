import type { Context } from "hono";
import { AppError } from "../../domain/errors.ts";
import { shownAs } from "../../domain/time/shown_range.ts";
import * as sites from "../../sql/sites/sites.ts";
import { chartFile } from "../../views/charts/chart_file.tsx";
import { lineNames } from "../../views/sites/question_words.ts";
import { summaryText } from "../../views/sites/summary.tsx";
import type { Scoped } from "../http/context.ts";
import { originOf } from "../http/origin.ts";
import { load } from "../http/params.ts";
import { drawPicture } from "../http/picture.ts";
import { scopedRouter } from "../http/router.ts";
import { FILE_POLICY, setOwnPolicy } from "../middleware/own_policy.ts";
import { dayLinks, dayQuery, fileName } from "./day_query.ts";
import { dayOfSite } from "./site_days.ts";

/** GET /sites/{uuid}/chart.svg and chart.png: the chart of the site's page as a file. */
export const siteChartFiles = () =>
  scopedRouter()
    .get("/sites/:site/chart.svg", async (c) => {
      const { svg, name } = await drawing(c);
      return file(c, svg, `${name}.svg`, "image/svg+xml; charset=utf-8");
    })
    .get("/sites/:site/chart.png", async (c) => {
      const { svg, name } = await drawing(c);
      return file(
        c,
        await drawPicture(svg, c.var.services.settings.pictureLimits),
        `${name}.png`,
        "image/png",
      );
    });

function file(c: Context, body: string | Uint8Array<ArrayBuffer>, name: string, type: string) {
  setOwnPolicy(c, FILE_POLICY);
  return c.body(body, 200, {
    "Content-Type": type,
    "Content-Disposition": `attachment; filename="${name}"`,
  });
}

/** Returns the chart that the query of the page's address shows, and a name for its file. */
async function drawing(c: Context<Scoped>) {
  const { sql, services } = c.var;
  const now = services.now();
  const site = await load(c, "site", sites.find);
  const query = dayQuery(c, site, now);
  const [error] = [...query.dates.errors, ...query.state.errors];
  if (error) throw new AppError("invalid", error.message);
  if (shownAs(query.range) !== "power") throw new AppError("invalid", "Choose at most 7 days.");
  const { day } = await dayOfSite(sql, { site, ...query }, now);
  const { question } = query;
  const svg = chartFile({
    site,
    day,
    description: summaryText({ day, question }),
    hidden: question.hide,
    names: lineNames(question),
    address: `${originOf(c)}${dayLinks(site, query).permanentUrl}`,
  });
  return { svg, name: fileName(site, query) };
}
