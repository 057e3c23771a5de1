import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import { newClient } from "../../../domain/sites/client.ts";
import * as clients from "../../../sql/sites/clients.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { nextCursor, partOf, partQuery } from "../list_part.ts";
import { body, json, problems, refusals, router } from "../router.ts";

const clientJson = z.object({ client_uuid: z.guid(), client_name: z.string() }).openapi("Client");

const list = createRoute({
  method: "get",
  middleware: adminScoped,
  path: "/clients",
  summary: "Clients whose sites these are",
  request: { query: partQuery },
  responses: {
    200: json(
      z.object({ clients: z.array(clientJson), next_cursor: nextCursor }),
      "Clients by name",
    ),
    ...problems,
    403: refusals[403],
  },
});

const add = createRoute({
  method: "post",
  middleware: adminScoped,
  path: "/clients",
  summary: "Make a client",
  request: { body: body(newClient) },
  responses: { 201: json(clientJson, "The new client"), ...refusals },
});

/** GET and POST /api/v1/clients */
export const clientRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const all = await clients.all(c.var.sql);
      const { rows, next_cursor } = partOf(c, all, c.req.valid("query"), "client_uuid");
      return c.json({ clients: rows, next_cursor }, 200);
    })
    .openapi(add, async (c) => {
      const { client_name } = c.req.valid("json");
      const client_uuid = await clients.insert(c.var.sql, client_name);
      if (client_uuid === undefined) throw nameTaken();
      return c.json({ client_uuid, client_name }, 201);
    });

function nameTaken(): AppError {
  const message = "There is a client of this name already.";
  return new AppError("conflict", message, { fields: [{ field: "client_name", message }] });
}
