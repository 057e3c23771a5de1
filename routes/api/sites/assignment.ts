import { createRoute, z } from "@hono/zod-openapi";
import { newClient } from "../../../domain/sites/client.ts";
import { AppError } from "../../../domain/errors.ts";
import * as clients from "../../../sql/sites/clients.ts";
import * as models from "../../../sql/forecasts/models.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { body, json, problems, refusals, router } from "../router.ts";

const modelJson = z.object({
  model_uuid: z.guid(),
  name: z.string().nullable(),
  version: z.string().nullable(),
  description: z.string().nullable(),
}).openapi("Model");

const clientJson = z.object({ client_uuid: z.guid(), client_name: z.string() }).openapi("Client");

const listModels = createRoute({
  method: "get",
  middleware: adminScoped,
  path: "/models",
  summary: "Models that can be assigned to sites",
  responses: {
    200: json(z.object({ models: z.array(modelJson) }), "All models by name and version"),
    ...problems,
    403: refusals[403],
  },
});

const listClients = createRoute({
  method: "get",
  middleware: adminScoped,
  path: "/clients",
  summary: "Clients whose sites these are",
  responses: {
    200: json(z.object({ clients: z.array(clientJson) }), "All clients by name"),
    ...problems,
    403: refusals[403],
  },
});

const addClient = createRoute({
  method: "post",
  middleware: adminScoped,
  path: "/clients",
  summary: "Make a client",
  request: { body: body(newClient) },
  responses: { 201: json(clientJson, "The new client"), ...refusals },
});

/** GET /api/v1/models; GET and POST /api/v1/clients. */
export function assignmentRoutes() {
  return router()
    .openapi(listModels, async (c) => c.json({ models: await models.all(c.var.sql) }, 200))
    .openapi(listClients, async (c) => c.json({ clients: await clients.all(c.var.sql) }, 200))
    .openapi(addClient, async (c) => {
      const { client_name } = c.req.valid("json");
      const client_uuid = await clients.insert(c.var.sql, client_name);
      if (client_uuid === undefined) throw nameTaken();
      return c.json({ client_uuid, client_name }, 201);
    });
}

function nameTaken(): AppError {
  const message = "There is a client of this name already.";
  return new AppError("conflict", message, { fields: [{ field: "client_name", message }] });
}
