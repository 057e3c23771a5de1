import type { Context } from "hono";
import { transformedLine } from "../../domain/loggers/chart_line.ts";
import { chainOf, type TransformRow } from "../../domain/loggers/transform_rows.ts";
import * as series from "../../sql/loggers/chart_series.ts";
import * as transforms from "../../sql/loggers/transforms.ts";
import { found } from "../../domain/errors.ts";
import { CHART_PART, ChartPart } from "../../views/loggers/chart.tsx";
import { ChartPage } from "../../views/loggers/chart_page.tsx";
import { chartUrl } from "../../views/loggers/chart_url.ts";
import type { WrongTransforms } from "../../views/loggers/transforms_form.tsx";
import type { Posted } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { numberIn } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";
import { isPart } from "../middleware/render.tsx";
import { chartQuery } from "./chart_query.ts";
import { variableIds } from "./live_query.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

/** GET …/chart: variables over a time. POST …/chart/transforms: how one of them is drawn. */
export const chartPage = () =>
  scopedRouter()
    .get(`${LOGGER}/chart`, (c) => render(c))
    .post(`${LOGGER}/chart/transforms`, async (c) => {
      const logger = await loadLogger(c);
      const posted = await readForm(c);
      const rows = rowsIn(posted);
      const [id = ""] = variableIds(String(posted.variable_id));
      const chain = chainOf(rows, numberIn);
      if (!chain.data) {
        c.status(422);
        const message = chain.fields[0]!.message;
        return await render(c, { variable_id: id, rows, message });
      }
      found(await transforms.store(c.var.sql, logger.logger_uuid, id, chain.data), "variable");
      flash(c, "The transforms were saved.");
      return c.redirect(chartUrl(logger, chartQuery(c, logger.zone, c.var.services.now())), 303);
    });

/** Shows the chart of the address, with the form that was wrong. */
async function render(c: Context<Scoped>, wrong?: WrongTransforms): Promise<Response> {
  const { sql, services } = c.var;
  const now = services.now();
  const framed = await loadLogger(c);
  const { logger_uuid, zone } = framed;
  const { range, ...asked } = chartQuery(c, zone, now);
  const options = isPart(c) ? [] : await series.chartOptions(sql, logger_uuid);
  const ids = asked.variables.length > 0 || c.req.query("v") !== undefined
    ? asked.variables
    : options.slice(0, 1).map(({ variable_id }) => variable_id);
  const variables = await series.chartVariables(sql, logger_uuid, ids);
  const lines = (await series.readLines(sql, framed, variables, range))
    .map((line) => transformedLine(line, range));
  const query = { ...asked, variables: variables.map(({ variable_id }) => variable_id) };
  const props = { logger: framed, query, range, lines, nowMs: now.epochMilliseconds };
  return c.render(
    <ChartPage {...props} framed={framed} now={now} options={options} wrong={wrong} />,
    { title: `${framed.name}, chart`, parts: { [CHART_PART]: <ChartPart {...props} /> } },
  );
}

/** Returns the rows of a posted form: kinds and amounts, sent as often as there are rows. */
function rowsIn({ kind, amount }: Posted): TransformRow[] {
  const [kinds, amounts] = [kind, amount].map((sent) => [sent ?? []].flat().map(String));
  return kinds!.map((each, at) => ({ kind: each, amount: amounts![at] ?? "" }));
}
