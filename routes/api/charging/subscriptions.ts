import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { newSubscription } from "../../../domain/charging/network.ts";
import { found } from "../../../domain/errors.ts";
import * as networks from "../../../sql/charging/networks.ts";
import * as rates from "../../../sql/charging/rates.ts";
import type { Scoped } from "../../http/context.ts";
import { idOf } from "../../charging/ids.ts";
import { scoped } from "../../middleware/scope.ts";
import { body, describeFields, json, problems, refusals, router } from "../router.ts";
import { pathId } from "./ids.ts";

const subscriptionJson = z.object({
  id: z.int(),
  network_id: z.int(),
  member_rate: z.number().describe("Per kWh; 0 is a rate"),
  monthly_fee: z.number().describe("For each calendar month that the subscription touches"),
  start_date: z.iso.date(),
  end_date: z.iso.date().nullable().describe("Last local day, included; null: it goes on"),
  notes: z.string().nullable(),
}).openapi("ChargingSubscription");

describeFields(newSubscription, {
  member_rate: "Per kWh, in the currency of the group; 0 is a rate",
  monthly_fee: "For each calendar month that the subscription touches",
  end_date: "Last local day, included; null: it goes on",
});

const HOLDS = "Other subscriptions of the same days are refused. Costs are counted again.";
const path = "/charging/networks/{network_id}/subscriptions";
const params = z.object({ network_id: pathId("network") });
const one = params.extend({ subscription_id: pathId("subscription") });

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Subscriptions of a charging network, the newest first",
  request: { params },
  responses: {
    200: json(z.object({ subscriptions: z.array(subscriptionJson) }), "All of them"),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Add a subscription of a charging network",
  description: HOLDS,
  request: { params, body: body(newSubscription) },
  responses: { 201: json(subscriptionJson, "The new subscription"), ...refusals },
});

const write = createRoute({
  method: "put",
  middleware: scoped,
  path: `${path}/{subscription_id}`,
  summary: "Write a subscription of a charging network anew",
  description: `All of it: what is absent has its default. ${HOLDS}`,
  request: { params: one, body: body(newSubscription) },
  responses: { 200: json(subscriptionJson, "The subscription as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path: `${path}/{subscription_id}`,
  summary: "Delete a subscription of a charging network",
  description: "With its fees. Costs of sessions of its days are counted again.",
  request: { params: one },
  responses: { 204: { description: "It was deleted" }, ...refusals },
});

/** GET and POST /api/v1/charging/networks/{network_id}/subscriptions; PUT and DELETE of one. */
export const subscriptionRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const id = await networkOf(c, c.req.valid("param"));
      return c.json({ subscriptions: await rates.subscriptions(c.var.sql, id) }, 200);
    })
    .openapi(add, async (c) => {
      const network = await networkOf(c, c.req.valid("param"));
      const id = await rates.subscribe(c.var.sql, network, c.req.valid("json"));
      return c.json(await subscriptionOf(c, network, id), 201);
    })
    .openapi(write, async (c) => {
      const network = await networkOf(c, c.req.valid("param"));
      const id = idOf(c.req.valid("param").subscription_id, "subscription");
      await subscriptionOf(c, network, id);
      await rates.updateSubscription(c.var.sql, network, id, c.req.valid("json"));
      return c.json(await subscriptionOf(c, network, id), 200);
    })
    .openapi(remove, async (c) => {
      const network = await networkOf(c, c.req.valid("param"));
      const id = idOf(c.req.valid("param").subscription_id, "subscription");
      found(await rates.unsubscribe(c.var.sql, network, id) || undefined, "subscription");
      return c.body(null, 204);
    });

async function networkOf(c: Context<Scoped>, { network_id }: z.output<typeof params>) {
  return found(await networks.find(c.var.sql, idOf(network_id, "network")), "network").id;
}

async function subscriptionOf(c: Context<Scoped>, networkId: number, id: number) {
  const all = await rates.subscriptions(c.var.sql, networkId);
  return found(all.find((subscription) => subscription.id === id), "subscription");
}
