import { type Context, Hono } from "hono";
import { z } from "zod";
import { lastCompleteDays, type Light } from "../../../domain/accuracy/accuracy.ts";
import { found } from "../../../domain/errors.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import * as accuracies from "../../../sql/accuracy/accuracy.ts";
import * as modelFreshness from "../../../sql/forecasts/model_freshness.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { ModelsPage, ModelsPart } from "../../../views/models/list.tsx";
import type { Administering } from "../../http/context.ts";
import { lightAsked, numbersIn } from "../../accuracy/daylight.ts";

const uuid = z.guid();

/** GET /admin/models: those that forecast any site, or with ?group= those of a group's sites. */
export function adminModelRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/", async (c) => {
    const group = await groupAsked(c);
    const asked = lightAsked.parse(c.req.query("light"));
    const now = c.var.services.now();
    const shown = { ...await shownOf(c, group?.site_group_uuid, asked), now };
    const props = { ...shown, ...(group ? ofGroup(group) : ALL) };
    return c.render(<ModelsPage {...props} />, {
      title: props.title,
      parts: { "models": <ModelsPart {...props} /> },
    });
  });

  return routes;
}

const ALL = { title: "All models", sites: "all sites", path: "/admin/models" };

function ofGroup(group: Group) {
  const name = groupName(group);
  return {
    title: `Models of ${name}`,
    sites: `the sites of ${name}`,
    path: `/admin/models?group=${group.site_group_uuid}`,
    back: { href: `/admin/groups/${group.site_group_uuid}`, text: name },
  };
}

/** The group that the address names; undefined without one. Throws not_found where there is none. */
async function groupAsked(c: Context<Administering>): Promise<Group | undefined> {
  const asked = c.req.query("group");
  if (!asked) return undefined;
  const { data } = uuid.safeParse(asked);
  return found(data && await siteGroups.find(c.var.sql, data) || undefined, "group");
}

/** Numbers and freshness of all models, or of those of a group. */
async function shownOf(c: Context<Administering>, group: string | undefined, asked?: Light) {
  const { sql, services } = c.var;
  const now = services.now();
  const period = lastCompleteDays(now);
  const ask = (light: Light) =>
    group ? accuracies.ofOneGroup(sql, group, period, light) : accuracies.ofAll(sql, period, light);
  const [numbers, freshness] = await Promise.all([
    numbersIn(asked, ask),
    group ? modelFreshness.ofOneGroup(sql, group, now) : modelFreshness.ofAll(sql, now),
  ]);
  return { ...numbers, freshness, period };
}
