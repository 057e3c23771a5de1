import { type Context, Hono } from "hono";
import { fault } from "../../domain/quartz/faults.ts";
import {
  checkBody,
  type Corner,
  cornerOf,
  newQuartzSite,
  type QuartzSiteEdit,
  quartzSiteEdit,
} from "../../domain/quartz/input.ts";
import * as quartzSites from "../../sql/quartz/sites.ts";
import * as sites from "../../sql/sites/sites.ts";
import type { Scoped, Services } from "../http/context.ts";
import { scoped } from "../middleware/scope.ts";
import { body, type Taking } from "./body.ts";
import type { caller } from "./caller.ts";
import { invalid, notFound } from "./errors.ts";
import { freshJson } from "./kept_json.ts";
import { nameLeftOut } from "./left_out.ts";
import { parameter } from "./many_sites.ts";
import { newSiteOf } from "./new_site.ts";
import { ownSite, siteOfPath } from "./one_site.ts";

/** GET, POST /sites, PUT /sites/{site_uuid}, DELETE /sites/delete/{site_uuid} */
export function siteRoutes(_: Services, known: ReturnType<typeof caller>) {
  const routes = new Hono<Scoped>();

  routes.get("/sites", known, scoped, async (c) => {
    const [max, min] = [corner(c, "latitude_longitude_max"), corner(c, "latitude_longitude_min")];
    const { body, leftOut } = await quartzSites.list(c.var.sql, { max, min });
    nameLeftOut(c, leftOut);
    return await freshJson(c, body);
  });

  routes.post(
    "/sites",
    known,
    body((sent) => checkBody(newQuartzSite, sent)),
    scoped,
    async (c) => {
      const { input, sql } = c.var;
      const siteUuid = await sites.create(sql, newSiteOf(input));
      // What makes sites takes no unknown capacity of modules.
      if (input.module_capacity_kw === null) {
        await sites.update(sql, siteUuid, { module_capacity_kw: null });
      }
      return await shown(c, siteUuid, 201);
    },
  );

  const edit = body((sent) => checkBody(quartzSiteEdit, sent));
  routes.put("/sites/:site_uuid", known, edit, scoped, async (c) => {
    const { site_uuid } = await siteOfPath(c, noSite);
    await refuseUnknownClient(c);
    const outcome = await sites.write(c.var.sql, site_uuid, c.var.input);
    if (outcome === "not found") throw noSite(site_uuid);
    return await shown(c, site_uuid, 200);
  });

  routes.delete("/sites/delete/:site_uuid", known, scoped, async (c) => {
    const site = await ownSite(c);
    await sites.leave(c.var.sql, site.site_uuid);
    return c.json(null);
  });
  return routes;
}

async function refuseUnknownClient(c: Context<Scoped & Taking<QuartzSiteEdit>>): Promise<void> {
  const { client_uuid } = c.var.input;
  if (!client_uuid || await quartzSites.clientExists(c.var.services.database.owner, client_uuid)) {
    return;
  }
  const words = ["value_error", "Input should be the UUID of a client"] as const;
  throw invalid(fault(["body", "client_uuid"], words, client_uuid));
}

const noSite = (uuid: string) => notFound(`Site with site_uuid='${uuid}' does not exist`);

/** Responds with a site as it is now. */
async function shown<E extends Scoped>(c: Context<E>, siteUuid: string, status: 200 | 201) {
  const site = (await quartzSites.find(c.var.sql, siteUuid))!;
  if (!site.is_placed) nameLeftOut(c, [siteUuid]);
  return c.body(site.json, status, { "Content-Type": "application/json" });
}

function corner(c: Context<Scoped>, name: string): Corner | undefined {
  const text = parameter(c, name);
  if (text === undefined) return undefined;
  const found = cornerOf(text);
  if (found) return found;
  const words = ["value_error", "Input should be latitude,longitude"] as const;
  throw invalid(fault(["query", name], words, text));
}
