import type { Context } from "hono";
import { lastCompleteDays, type Light } from "../../../domain/accuracy/accuracy.ts";
import { found } from "../../../domain/errors.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import * as accuracies from "../../../sql/accuracy/accuracy.ts";
import * as modelFreshness from "../../../sql/forecasts/model_freshness.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { ModelsPage, ModelsPart } from "../../../views/models/list.tsx";
import { accuracyFor, parseDaylight } from "../../accuracy/daylight.ts";
import type { Administering } from "../../http/context.ts";
import { asUuid } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET /admin/models: the models that forecast any site; with `?group=` those of a group's sites. */
export const adminModelList = () =>
  adminRouter().get("/admin/models", async (c) => {
    const group = await groupOf(c, c.req.query("group"));
    const wanted = parseDaylight(c.req.query("light"));
    const compared = await compare(c, group?.site_group_uuid, wanted);
    const props = { ...compared, ...(group ? headOf(group) : ALL) };
    return c.render(<ModelsPage {...props} />, {
      title: props.title,
      parts: { "models": <ModelsPart {...props} /> },
    });
  });

const ALL = { title: "All models", sites: "all sites", path: "/admin/models" };

function headOf(group: Group) {
  const name = groupName(group);
  return {
    title: `Models of ${isolated(name)}`,
    sites: `the sites of ${name}`,
    path: `/admin/models?group=${group.site_group_uuid}`,
    back: { href: `/admin/groups/${group.site_group_uuid}`, text: name },
  };
}

/** Returns the group of the query string, if it names one. Throws not_found for an unknown one. */
async function groupOf(c: Context<Administering>, text: string | undefined) {
  if (!text) return undefined;
  const groupUuid = found(asUuid(text), "group");
  return found(await siteGroups.find(c.var.sql, groupUuid), "group");
}

/** Returns accuracy and freshness of the models of a group, or of all. */
async function compare(c: Context<Administering>, group: string | undefined, wanted?: Light) {
  const { sql, services } = c.var;
  const now = services.now();
  const period = lastCompleteDays(now);
  const read = (light: Light) =>
    group ? accuracies.ofOneGroup(sql, group, period, light) : accuracies.ofAll(sql, period, light);
  const [accuracy, freshness] = await Promise.all([
    accuracyFor(wanted, read),
    group ? modelFreshness.ofOneGroup(sql, group, now) : modelFreshness.ofAll(sql, now),
  ]);
  return { ...accuracy, freshness, period, now };
}
