import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { knownFormat } from "../../../../domain/charging/import/formats.ts";
import { targetsOf } from "../../../../domain/charging/import/plan.ts";
import { proposeColumns } from "../../../../domain/charging/import/propose_columns.ts";
import { CSV_COLUMNS } from "../../../../domain/charging/session_csv.ts";

describe("columns of a file of sessions", () => {
  const cases: [header: string, target: string | null][] = [
    ["Session Start", "session_start_utc"],
    ["Start", null],
    ["Start Time", "session_start_utc"],
    ["Date", null],
    ["End Time", "session_end_utc"],
    ["Duration", "charge_duration_seconds:?"],
    ["duration_minutes", "charge_duration_seconds:min"],
    ["charge_duration_seconds", "charge_duration_seconds:s"],
    ["Energy", null],
    ["Energy (kWh)", "energy_kwh:kWh"],
    ["Energy (Wh)", null],
    ["kWh", "energy_kwh:kWh"],
    ["evse max kwh", null],
    ["Cost", "cost"],
    ["Total Cost", "cost"],
    ["Cost Total", "cost"],
    ["Price", null],
    ["Network", "network_name"],
    ["Network Name", "network_name"],
    ["Charger Type", "charge_type"],
    ["Miles", "miles_added:mi"],
    ["distance_added", "miles_added:km"],
    ["Range Added (mi)", null],
    ["SOC Start", "start_soc"],
    ["start_soc_percent", "start_soc"],
    ["Location", null],
    ["location name", "location_name"],
    ["Address", "address"],
    ["Lat", "latitude"],
    ["Longitude", "longitude"],
    ["VIN", "device_id"],
    ["Free", "is_free"],
    ["is_free", "is_free"],
    ["Is Complete", "is_complete"],
    ["Avg Power (kW)", "charging_kw:kW"],
    ["Max kW", null],
    ["Notes", null],
    ["note", "note"],
    ["location_id", null],
    ["Name", "location_name"],
    ["Source", null],
    ["EVSE kW avg", "evse_kw:kW"],
    ["EVSE Max", "evse_max_power_kw:kW"],
    ["Price per kWh", null],
    ["Efficiency (mi/kWh)", null],
  ];
  for (const [header, target] of cases) {
    it(`proposes ${target ?? "nothing"} for ${header}`, () => {
      assert.deepEqual(proposeColumns([header]), [target]);
    });
  }

  it("proposes all columns of the older sample of LightningROD but those that hold nothing", () => {
    const header =
      "session_id,device_id,location_id,location_name,charger_type,session_type,charging_speed_category,start_time,end_time,duration_minutes,energy_consumed_kwh,average_power_kw,max_power,min_power,start_soc_percent,end_soc_percent,soc_gain_percent,efficiency_miles_per_kwh,miles_added,cost_total,cost_without_overrides,cost_per_kwh,cost_per_mile,cost_tier,temperature_avg_f,charging_voltage,charging_amperage,data_source,is_complete,confidence_score,power_consistency_score,algorithm_version,recorded_at,session_notes,import_batch,source_file,odometer_start_miles,actual_efficiency_mi_per_kwh,estimated_miles_added,latitude,longitude,ll_ford_source,ll_charge_network,ll_evcc_status,ll_plug_in_time,ll_plug_out_time,ll_total_plugged_in_time,ll_charge_coords,ll_energy_transfer_begin,ll_energy_transfer_end,ll_energy_transfer_total_time,ll_tags,ll_notes"
        .split(",");
    const columns = proposeColumns(header);
    const { errors } = targetsOf(header, { columns: columns.map((one) => one ?? "") });
    assert.deepEqual(errors, []);
    assert.equal(knownFormat(header), "LightningROD (its older sample)");
    assert.deepEqual(
      header.filter((_, i) => columns[i] !== null),
      [
        "session_id",
        "device_id",
        "location_name",
        "charger_type",
        "start_time",
        "end_time",
        "duration_minutes",
        "energy_consumed_kwh",
        "average_power_kw",
        "max_power",
        "min_power",
        "start_soc_percent",
        "end_soc_percent",
        "miles_added",
        "cost_total",
        "cost_without_overrides",
        "charging_voltage",
        "charging_amperage",
        "is_complete",
        "recorded_at",
        "session_notes",
        "latitude",
        "longitude",
      ],
    );
  });

  it("proposes what Sitecast writes itself", () => {
    assert.equal(knownFormat(CSV_COLUMNS), "Sitecast");
    const columns = proposeColumns(CSV_COLUMNS);
    const { errors } = targetsOf(CSV_COLUMNS, { columns: columns.map((one) => one ?? "") });
    assert.deepEqual(errors, []);
    assert.deepEqual(CSV_COLUMNS.filter((_, i) => columns[i] === null), [
      "location_id",
      "cost_source",
      "source_system",
      "site_name",
      "vehicle_name",
      "shown_cost",
      "shown_cost_source",
      "sun_energy",
      "sun_known",
    ]);
  });

  it("refuses two columns for one field, an open unit, and neither start nor energy", () => {
    const fields = (header: string[]) => rulesErrors(header).map(({ field }) => field);
    assert.deepEqual(fields(["Start Time", "Cost", "Total Cost"]), ["column_2"]);
    assert.deepEqual(fields(["Start Time", "Duration"]), ["column_1"]);
    assert.deepEqual(fields(["Cost"]), [""]);
  });

  it("knows the CSV and the JSON of evcc, also in German", () => {
    const german = ["Startzeit", "Endzeit", "Ladepunkt", "Kennung", "Fahrzeug", "Energie (kWh)"];
    assert.equal(knownFormat(german), "evcc");
    const json = ["created", "finished", "loadpoint", "vehicle", "chargedEnergy", "chargeDuration"];
    assert.deepEqual(proposeColumns([...json, "price", "solarPercentage"]).slice(4), [
      "energy_kwh:kWh",
      "charge_duration_seconds:ns",
      "cost",
      null,
    ]);
  });
});

const rulesErrors = (header: string[]) =>
  targetsOf(header, { columns: proposeColumns(header).map((one) => one ?? "") }).errors;
