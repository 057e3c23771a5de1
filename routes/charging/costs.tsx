import { costsQuery } from "../../domain/charging/costs.ts";
import { filterOptions } from "../../sql/charging/filter_options.ts";
import { CostsPage } from "../../views/charging/costs.tsx";
import { parseForm } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";
import { readCosts } from "./costs_report.ts";
import { lenientFilter } from "./list_query.ts";

/** GET /charging/costs */
export const chargingCosts = () =>
  scopedRouter().get("/charging/costs", async (c) => {
    const { by, reference_rate } = c.req.query();
    const filter = lenientFilter(c.req.queries());
    const { data, fields: errors = [] } = parseForm(costsQuery, { by, reference_rate });
    const query = data ?? costsQuery.parse({});
    const { sql, services } = c.var;
    const read = await readCosts(sql, filter, query, services.now());
    const options = await filterOptions(sql, filter, { now: services.now(), zone: read.zone });
    if (errors.length > 0) c.status(422);
    const state = { values: { by: query.by, reference_rate }, errors };
    const props = { filter, options, query, state, ...read };
    return c.render(<CostsPage {...props} />, { title: "Costs of charging" });
  });
