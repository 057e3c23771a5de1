import type { Context } from "hono";
import type { ScopedSql } from "../../../db/scope.ts";
import { type ListedVehicle, vehicleEdit } from "../../../domain/charging/vehicle.ts";
import { found } from "../../../domain/errors.ts";
import { calendarDay } from "../../../domain/time/day_range.ts";
import { dayOf, dayPeriod, milliseconds } from "../../../domain/time/time.ts";
import { listSettings } from "../../../sql/charging/list_settings.ts";
import * as readings from "../../../sql/charging/readings.ts";
import * as vehicles from "../../../sql/charging/vehicles.ts";
import { EditVehiclePage, RemoveVehiclePage } from "../../../views/charging/vehicles/edit.tsx";
import { vehicleUrl } from "../../../views/charging/vehicles/list.tsx";
import { batteryFacts, statusFacts } from "../../../views/charging/vehicles/reading_text.ts";
import { VehiclePage } from "../../../views/charging/vehicles/show.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { isolated } from "../../../views/ui/isolated.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { scopedRouter } from "../../http/router.ts";
import { writeForm } from "../../http/write_form.ts";

const VEHICLE = "/charging/vehicles/:vehicle";
/** Readings of a day that the chart shows: one in a minute and a half. */
const MOST_POINTS = 1000;

/** GET /charging/vehicles/{device_id}; GET and POST …/edit and …/remove below it. */
export const vehiclePages = () =>
  scopedRouter()
    .get(VEHICLE, async (c) => {
      const vehicle = await loadVehicle(c);
      const { zone } = await listSettings(c.var.sql);
      const newest = vehicle.recorded_at && Temporal.Instant.from(vehicle.recorded_at);
      const { data } = calendarDay.safeParse(c.req.query("day"));
      const day = data
        ? Temporal.PlainDate.from(data)
        : dayOf(newest || c.var.services.now(), zone);
      const props = {
        vehicle,
        zone,
        last: await lastReadings(c.var.sql, vehicle),
        day,
        ...await chargeOf(c.var.sql, vehicle, day, zone),
      };
      return c.render(<VehiclePage {...props} />, { title: isolated(vehicle.display_name) });
    })
    .get(`${VEHICLE}/edit`, async (c) => {
      const vehicle = await loadVehicle(c);
      return edit(c, vehicle, blankForm(vehicle));
    })
    .post(`${VEHICLE}/edit`, async (c) => {
      const vehicle = await loadVehicle(c);
      const posted = await readForm(c);
      const write = (data: Parameters<typeof vehicles.update>[2]) =>
        vehicles.update(c.var.sql, vehicle.device_id, data);
      const errors = await writeForm(vehicleEdit, posted, write, "null");
      if (errors) return edit(c, vehicle, { values: posted, errors });
      flash(c, "Saved.");
      return c.redirect(vehicleUrl(String(posted.device_id).trim()), 303);
    })
    .get(`${VEHICLE}/remove`, async (c) => {
      const vehicle = await loadVehicle(c);
      const { readings, positions } = await vehicles.traces(c.var.sql, vehicle.device_id);
      const props = { vehicle, readings, positions };
      return c.render(<RemoveVehiclePage {...props} />, { title: "Delete a vehicle" });
    })
    .post(`${VEHICLE}/remove`, async (c) => {
      const { device_id, display_name } = await loadVehicle(c);
      await vehicles.remove(c.var.sql, device_id);
      flash(c, `Deleted ${display_name}.`);
      return c.redirect("/charging/vehicles", 303);
    });

const loadVehicle = async (c: Context<Scoped>) =>
  found(await vehicles.find(c.var.sql, c.req.param("vehicle") ?? ""), "vehicle");

function edit(c: Context<Scoped>, vehicle: ListedVehicle, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const page = <EditVehiclePage vehicle={vehicle} state={state} />;
  return c.render(page, { title: "Edit a vehicle" });
}

async function lastReadings(sql: ScopedSql, { device_id }: ListedVehicle) {
  const newest = async (kind: "battery" | "status") =>
    (await readings.list(sql, kind, device_id, { limit: 1 }))[0];
  const [battery, status] = [await newest("battery"), await newest("status")];
  return [
    ...battery ? [{ title: "Battery", at: battery.at, facts: batteryFacts(battery) }] : [],
    ...status ? [{ title: "State", at: status.at, facts: statusFacts(status) }] : [],
  ].filter(({ facts }) => facts.length > 0);
}

async function chargeOf(
  sql: ScopedSql,
  { device_id }: ListedVehicle,
  day: Temporal.PlainDate,
  zone: string,
) {
  const { start, end } = dayPeriod(day, zone);
  const range = { start: start.toString(), end: end.toString(), limit: MOST_POINTS };
  const rows = await readings.list(sql, "battery", device_id, range);
  const points = rows.toReversed().flatMap(({ at, hv_battery_soc: soc }) =>
    typeof soc === "number" ? [{ ms: milliseconds(at), soc }] : []
  );
  return { startMs: start.epochMilliseconds, endMs: end.epochMilliseconds, points };
}
