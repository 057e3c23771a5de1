import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { newRate } from "../../../domain/charging/network.ts";
import { found } from "../../../domain/errors.ts";
import * as locations from "../../../sql/charging/locations.ts";
import * as networks from "../../../sql/charging/networks.ts";
import * as rates from "../../../sql/charging/rates.ts";
import type { Scoped } from "../../http/context.ts";
import { idOf } from "../../charging/ids.ts";
import { scoped } from "../../middleware/scope.ts";
import { body, describeFields, json, problems, refusals, router } from "../router.ts";
import { pathId } from "./ids.ts";

const rateJson = z.object({
  id: z.int(),
  network_id: z.int().nullable().describe("The network whose rate it is; null: a location's"),
  location_id: z.int().nullable().describe("The location whose rate it is; null: a network's"),
  cost_per_kwh: z.number().describe("0 is a rate"),
  session_fee: z.number().describe("What each session costs beside its energy"),
  valid_from: z.iso.date().nullable().describe("First local day; null: from the beginning"),
  valid_to: z.iso.date().nullable().describe(
    "Last local day, included; null: until further notice",
  ),
}).openapi("ChargingRate");

describeFields(newRate, {
  cost_per_kwh: "In the currency of the group; 0 is a rate",
  session_fee: "What each session costs beside its energy",
  valid_from: "First local day; null: from the beginning",
  valid_to: "Last local day, included; null: until further notice",
});

const HOLDS = "Other rates of the same days are refused. Costs are counted again.";

type Kind = "network" | "location";

/** The routes of the dated rates of networks, or of locations. */
function routesOf(kind: Kind) {
  const path = `/charging/${kind}s/{${kind}_id}/rates`;
  const params = z.object({ [`${kind}_id`]: pathId(kind) });
  const one = z.object({ [`${kind}_id`]: pathId(kind), rate_id: pathId("rate") });
  const common = { middleware: scoped } as const;
  return {
    list: createRoute({
      ...common,
      method: "get",
      path,
      summary: `Dated rates of a charging ${kind}, the newest first`,
      request: { params },
      responses: { 200: json(z.object({ rates: z.array(rateJson) }), "All of them"), ...problems },
    }),
    add: createRoute({
      ...common,
      method: "post",
      path,
      summary: `Add a dated rate of a charging ${kind}`,
      description: HOLDS,
      request: { params, body: body(newRate) },
      responses: { 201: json(rateJson, "The new rate"), ...refusals },
    }),
    write: createRoute({
      ...common,
      method: "put",
      path: `${path}/{rate_id}`,
      summary: `Write a dated rate of a charging ${kind} anew`,
      description: `All of it: what is absent has its default. ${HOLDS}`,
      request: { params: one, body: body(newRate) },
      responses: { 200: json(rateJson, "The rate as it is now"), ...refusals },
    }),
    remove: createRoute({
      ...common,
      method: "delete",
      path: `${path}/{rate_id}`,
      summary: `Delete a dated rate of a charging ${kind}`,
      description: "Costs of sessions of its days are counted again.",
      request: { params: one },
      responses: { 204: { description: "It was deleted" }, ...refusals },
    }),
  };
}

const THINGS = { network: networks.find, location: locations.find };

/** GET and POST /api/v1/charging/{networks|locations}/{id}/rates; PUT and DELETE of one below it. */
const ratesOf = (kind: Kind) => () => {
  const routes = routesOf(kind);
  return router()
    .openapi(routes.list, async (c) => {
      return c.json({ rates: await rates.list(c.var.sql, await ownerOf(c, kind)) }, 200);
    })
    .openapi(routes.add, async (c) => {
      const owner = await ownerOf(c, kind);
      const id = await rates.add(c.var.sql, owner, c.req.valid("json"));
      return c.json(await rateOf(c, owner, id), 201);
    })
    .openapi(routes.write, async (c) => {
      const owner = await ownerOf(c, kind);
      const { id } = await rateOf(c, owner, rateId(c));
      await rates.update(c.var.sql, owner, id, c.req.valid("json"));
      return c.json(await rateOf(c, owner, id), 200);
    })
    .openapi(routes.remove, async (c) => {
      const owner = await ownerOf(c, kind);
      found(await rates.remove(c.var.sql, owner, rateId(c)) || undefined, "rate");
      return c.body(null, 204);
    });
};

export const networkRateRoutes = ratesOf("network");
export const locationRateRoutes = ratesOf("location");

const rateId = (c: Context) => idOf(c.req.param("rate_id")!, "rate");

async function ownerOf(c: Context<Scoped>, kind: Kind): Promise<rates.RateOwner> {
  const id = idOf(c.req.param(`${kind}_id`)!, kind);
  found(await THINGS[kind](c.var.sql, id), kind);
  return kind === "network" ? { network_id: id } : { location_id: id };
}

async function rateOf(c: Context<Scoped>, owner: rates.RateOwner, id: number) {
  const all = await rates.list(c.var.sql, owner);
  return found(all.find((rate) => rate.id === id), "rate");
}
