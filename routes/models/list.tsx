import { Hono } from "hono";
import { lastCompleteDays } from "../../domain/accuracy/accuracy.ts";
import * as accuracies from "../../sql/accuracy/accuracy.ts";
import * as modelFreshness from "../../sql/forecasts/model_freshness.ts";
import { ModelsPage, ModelsPart } from "../../views/models/list.tsx";
import type { Scoped, Services } from "../http/context.ts";
import { lightAsked, numbersIn } from "../accuracy/daylight.ts";
import { scoped } from "../middleware/scope.ts";

/** GET /models: those that forecast the sites of one's group, side by side. */
export function modelRoutes({ now }: Services) {
  const routes = new Hono<Scoped>();
  routes.use(scoped);

  routes.get("/", async (c) => {
    const { sql } = c.var;
    const asked = lightAsked.parse(c.req.query("light"));
    const period = lastCompleteDays(now());
    const [numbers, freshness] = await Promise.all([
      numbersIn(asked, (light) => accuracies.ofGroup(sql, period, light)),
      modelFreshness.ofGroup(sql, now()),
    ]);
    const shown = { ...numbers, freshness, period, now: now() };
    const props = { ...shown, title: "Models", sites: "your group’s sites", path: "/models" };
    return c.render(<ModelsPage {...props} />, {
      title: props.title,
      parts: { "models": <ModelsPart {...props} /> },
    });
  });

  return routes;
}
