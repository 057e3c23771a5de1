import type { Context } from "hono";
import { found } from "../../domain/errors.ts";
import * as locations from "../../sql/charging/locations.ts";
import * as networks from "../../sql/charging/networks.ts";
import type { RateOwner } from "../../sql/charging/rates.ts";
import { LOCATIONS, NETWORKS } from "../../views/charging/sub_page.tsx";
import type { Crumb } from "../../views/ui/breadcrumb.tsx";
import type { Scoped } from "../http/context.ts";
import { ID, loadId } from "./ids.ts";

/** The address of what has dated rates: a network or a location. */
export const OWNER = `/charging/:of{networks|locations}/:owner${ID}`;

/** What has dated rates, and where its page is. */
export interface PageOwner {
  owner: RateOwner;
  path: string;
  trail: Crumb[];
}

/** Returns the network or the location of an address. Throws not_found for another group's. */
export async function loadOwner(c: Context<Scoped>): Promise<PageOwner> {
  const isNetwork = found(c.req.param("of")) === "networks";
  const { id, name } = isNetwork ? await network(c) : await location(c);
  const path = `/charging/${isNetwork ? "networks" : "locations"}/${id}`;
  return {
    owner: isNetwork ? { network_id: id } : { location_id: id },
    path,
    trail: [isNetwork ? NETWORKS : LOCATIONS, [name, path]],
  };
}

async function network(c: Context<Scoped>) {
  const { id, network_name: name } = await loadId(c, "owner", networks.find);
  return { id, name };
}

async function location(c: Context<Scoped>) {
  const { id, location_name: name } = await loadId(c, "owner", locations.find);
  return { id, name };
}
