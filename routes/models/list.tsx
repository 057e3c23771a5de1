import { lastCompleteDays } from "../../domain/accuracy/accuracy.ts";
import * as accuracies from "../../sql/accuracy/accuracy.ts";
import * as modelFreshness from "../../sql/forecasts/model_freshness.ts";
import { ModelsPage, ModelsPart } from "../../views/models/list.tsx";
import { accuracyFor, parseDaylight } from "../accuracy/daylight.ts";
import { scopedRouter } from "../http/router.ts";

/** GET /models: the models that forecast the sites of the viewer's group, side by side. */
export const modelList = () =>
  scopedRouter().get("/models", async (c) => {
    const { sql, services } = c.var;
    const now = services.now();
    const period = lastCompleteDays(now);
    const [accuracy, freshness] = await Promise.all([
      accuracyFor(
        parseDaylight(c.req.query("light")),
        (light) => accuracies.ofGroup(sql, period, light),
      ),
      modelFreshness.ofGroup(sql, now),
    ]);
    const shown = { ...accuracy, freshness, period, now };
    const props = { ...shown, title: "Models", sites: "your group’s sites", path: "/models" };
    return c.render(<ModelsPage {...props} />, {
      title: props.title,
      parts: { "models": <ModelsPart {...props} /> },
    });
  });
