import type { Context } from "hono";
import { newVehicle } from "../../../domain/charging/vehicle.ts";
import { listSettings } from "../../../sql/charging/list_settings.ts";
import * as vehicles from "../../../sql/charging/vehicles.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import { VehiclesPage } from "../../../views/charging/vehicles/list.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { scopedRouter } from "../../http/router.ts";
import { writeForm } from "../../http/write_form.ts";

const VEHICLES = "/charging/vehicles";

/** GET and POST /charging/vehicles */
export const vehicleListPage = () =>
  scopedRouter()
    .get(VEHICLES, (c) => show(c, blankForm()))
    .post(VEHICLES, async (c) => {
      const { sql } = c.var;
      const posted = await readForm(c);
      const errors = await writeForm(newVehicle, posted, async (data) => {
        const add = async () => {
          await vehicles.add(sql, data);
          return data.device_id;
        };
        await once(sql, formKeyOf(posted), add, data);
        flash(c, `Added ${data.display_name}.`);
      });
      return errors ? await show(c, { values: posted, errors }) : c.redirect(VEHICLES, 303);
    });

async function show(c: Context<Scoped>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const props = {
    vehicles: await vehicles.list(c.var.sql),
    zone: (await listSettings(c.var.sql)).zone,
    state,
    formKey: formKeyOf(state.values) ?? crypto.randomUUID(),
  };
  return c.render(<VehiclesPage {...props} />, { title: "Vehicles" });
}
