import type { Context } from "hono";
import type { ListState } from "../../domain/sites/list_state.ts";
import { boxAround, clipped } from "../../domain/sites/map_box.ts";
import * as siteMap from "../../sql/forecasts/site_map.ts";
import { MAP_CELLS, MapPage } from "../../views/sites/map.tsx";
import type { Scoped } from "../http/context.ts";
import { landRings } from "./land.ts";

/** Responds with the map of a list: GET /sites?view=map */
export async function respondWithMap(c: Context<Scoped>, state: ListState): Promise<Response> {
  const { sql, services } = c.var;
  const now = services.now();
  const { box: sites, ...counts } = await siteMap.places(sql, state.filter, now);
  if (!sites) {
    const props = { ...counts, state, map: undefined };
    return await c.render(<MapPage {...props} />, { title: "Map of sites" });
  }
  const box = boxAround(sites);
  const cell = {
    width: (box.east - box.west) / MAP_CELLS.across,
    height: (box.north - box.south) / MAP_CELLS.down,
  };
  const [rings, spots] = await Promise.all([
    landRings(),
    siteMap.spots(sql, state.filter, box, cell, now),
  ]);
  const land = rings.map((ring) => clipped(ring, box)).filter(({ length }) => length > 2);
  const props = { ...counts, state, map: { box, land, spots } };
  return await c.render(<MapPage {...props} />, { title: "Map of sites" });
}
