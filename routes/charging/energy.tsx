import { filterOptions } from "../../sql/charging/filter_options.ts";
import { EnergyPage } from "../../views/charging/energy.tsx";
import { scopedRouter } from "../http/router.ts";
import { readEnergies } from "./energy_report.ts";
import { lenientFilter } from "./list_query.ts";

/** GET /charging/energy */
export const chargingEnergy = () =>
  scopedRouter().get("/charging/energy", async (c) => {
    const { sql, services } = c.var;
    const filter = lenientFilter(c.req.queries());
    const read = await readEnergies(sql, filter, services.now());
    const options = await filterOptions(sql, filter, { now: services.now(), zone: read.zone });
    return c.render(<EnergyPage filter={filter} options={options} {...read} />, {
      title: "Energy of charging",
    });
  });
