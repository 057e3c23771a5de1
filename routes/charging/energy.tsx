import { energies, rolling } from "../../sql/charging/energy.ts";
import { listSettings } from "../../sql/charging/list_settings.ts";
import * as chargingSettings from "../../sql/charging/settings.ts";
import { EnergyPage } from "../../views/charging/energy.tsx";
import { scopedRouter } from "../http/router.ts";
import { lenientFilter } from "./list_query.ts";

/** GET /charging/energy */
export const chargingEnergy = () =>
  scopedRouter().get("/charging/energy", async (c) => {
    const { sql, services } = c.var;
    const filter = lenientFilter(c.req.queries());
    const { zone } = await listSettings(sql);
    const { efficiency_unit: unit } = await chargingSettings.read(sql);
    const shown = { now: services.now(), zone };
    const [sums, line] = await Promise.all([
      energies(sql, filter, shown, unit),
      rolling(sql, filter, shown, unit),
    ]);
    return c.render(<EnergyPage filter={filter} sums={sums} line={line} zone={zone} />, {
      title: "Energy of charging",
    });
  });
