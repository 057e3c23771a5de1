import { createRoute, z } from "@hono/zod-openapi";
import { storeReadings } from "../../../sql/loggers/readings.ts";
import { newFrames, sentFrames, storedFrames, storeFrames } from "../../devices/sent_frames.ts";
import type { Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { describeBodies } from "../ingestion.ts";
import { json, refusals, router } from "../router.ts";
import { loadLogger, loggerParams } from "./logger_json.ts";

const session = z.string().regex(/^[1-9]\d{0,8}$/, { error: "Not a number of a session." })
  .transform(Number).openapi({ type: "string", example: "1" })
  .describe("The session that they are of; by default the one that runs");

const add = createRoute({
  method: "post",
  middleware: scoped,
  path: "/loggers/{logger_uuid}/frames",
  summary: "Send frames of a data logger's boards",
  description:
    "Lines of hexadecimal text, up to 10,000. Their timestamps count from the start of the session; " +
    "without one the newest frame is of now. The setting boards of the logger is a list in JSON that " +
    "describes boards which are not known: id, name, and variables with name, offset and bits in the " +
    "payload, signed, zero and scale. A frame that cannot be read raises an alarm, and is counted. " +
    "Besides users' tokens, a key of this logger may send them.",
  request: {
    params: loggerParams,
    query: z.object({ session: session.optional() }),
    body: {
      required: true as const,
      content: {
        "text/plain": { schema: z.string() },
        "application/json": { schema: { $ref: "#/components/schemas/NewFrames" } },
      },
    },
  },
  responses: { 201: json(storedFrames, "What became of them"), ...refusals },
});

const routes = ({ now }: Services) =>
  router().openapi(add, async (c) => {
    const frames = await sentFrames(c);
    const { logger_uuid } = await loadLogger(c);
    const { sql } = c.var;
    const number = c.req.valid("query").session;
    const store = (readings: Parameters<typeof storeReadings>[2]) =>
      storeReadings(sql, logger_uuid, readings, { number });
    return c.json(await storeFrames(frames, { sql, logger_uuid, number, now: now(), store }), 201);
  });

/** POST /api/v1/loggers/{logger_uuid}/frames */
export const loggerFrameRoutes = (services: Services) =>
  describeBodies(routes(services), { NewFrames: newFrames });
