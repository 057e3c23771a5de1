import { join } from "node:path";
import type { Reading } from "../../domain/imports/reading.ts";

const FOLDER = join(import.meta.dirname!, "../fixtures/imports");

/** Returns the bytes of a file beside the samples. */
export function sampleFile(name: string): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(join(FOLDER, name));
}

/** Returns the bytes of a sample, by its name without `.csv`. */
export function sampleBytes(name: string): Uint8Array<ArrayBuffer> {
  return sampleFile(`${name}.csv`);
}

/** A row that an import of a sample must store. */
export interface ExpectedRow {
  start_utc: string;
  end_utc: string;
  generation_power_kw: number;
  client_site_id: string | null;
}

/** Returns the rows that an import of a sample must store. */
export function expectedRows(name: string): ExpectedRow[] {
  const lines = Deno.readTextFileSync(join(FOLDER, `${name}.expected.csv`)).trim().split("\n");
  return lines.slice(1).map((line) => {
    const [start_utc, end_utc, kw, client_site_id = null] = line.trim().split(",");
    return {
      start_utc: start_utc!,
      end_utc: end_utc!,
      generation_power_kw: Number(kw),
      client_site_id,
    };
  });
}

/** A reading that most samples differ from in a few fields. */
export const PLAIN_READING: Reading = {
  encoding: "utf-8",
  delimiter: ",",
  decimal: ".",
  thousands: "",
  header_lines: 1,
  time: { columns: [0], form: "ymd" },
  end_time: null,
  is_end_inclusive: false,
  zone: "UTC",
  label: "start",
  step_minutes: 15,
  shape: "power",
  unit: "kW",
  measures: "generation",
  value_columns: [1],
  inverter_column: null,
  site_column: null,
};

/** A sample, how it is read, and how many lines above its header are cut off. */
export interface Sample {
  name: string;
  reading: Reading;
  linesAbove: number;
  capacityKw: number;
}

function sample(
  name: string,
  capacityKw: number,
  fields: Partial<Reading>,
  linesAbove = 0,
): Sample {
  return { name, reading: { ...PLAIN_READING, ...fields }, linesAbove, capacityKw };
}

/** The samples of generation, with what they mean. */
export const SAMPLES: Sample[] = [
  sample("01-solaredge-chart", 6, {
    time: { columns: [0], form: "mdy" },
    zone: "Europe/London",
    unit: "W",
  }),
  sample("02-enphase-wh", 5, { zone: "Europe/London", shape: "energy", unit: "Wh" }),
  sample("03-fronius-solarweb", 8, {
    delimiter: ";",
    decimal: ",",
    header_lines: 2,
    time: { columns: [0], form: "dmy" },
    zone: "Europe/Vienna",
    step_minutes: 5,
    shape: "energy",
    unit: "Wh",
  }),
  sample("04-e3dc-german", 7, {
    delimiter: ";",
    decimal: ",",
    thousands: ".",
    time: { columns: [0], form: "dmy" },
    zone: "Europe/Berlin",
    unit: "W",
    value_columns: [2],
  }),
  sample("05-octopus-export-meter", 4, {
    time: { columns: [1], form: "ymd" },
    end_time: { columns: [2], form: "ymd" },
    zone: "Europe/London",
    step_minutes: 30,
    shape: "energy",
    unit: "kWh",
    measures: "export",
    value_columns: [0],
  }),
  sample("06-pvoutput-status", 5, {
    header_lines: 0,
    time: { columns: [0, 1], form: "ymd" },
    zone: "Australia/Sydney",
    label: "end",
    step_minutes: 5,
    shape: "day_counter",
    unit: "Wh",
    value_columns: [2],
  }),
  sample("07-huawei-two-inverters", 16, {
    delimiter: ";",
    thousands: ",",
    time: { columns: [1], form: "ymd" },
    zone: "Asia/Kolkata",
    step_minutes: 60,
    shape: "lifetime_counter",
    unit: "kWh",
    value_columns: [3],
    inverter_column: 0,
  }, 3),
  sample("08-green-button-net-meter", 7, {
    time: { columns: [1, 2], form: "ymd" },
    end_time: { columns: [1, 3], form: "ymd" },
    is_end_inclusive: true,
    zone: "America/Los_Angeles",
    shape: "energy",
    unit: "kWh",
    measures: "export",
    value_columns: [5],
  }, 5),
  sample("09-home-assistant-history", 4, {
    time: { columns: [2], form: "ymd" },
    shape: "states",
    unit: "W",
  }),
  sample("10-many-sites-long", 12, {
    time: { columns: [1], form: "ymd" },
    label: "end",
    step_minutes: 30,
    shape: "energy",
    unit: "Wh",
    value_columns: [2],
    site_column: 0,
  }),
  sample("11-wind-scada", 2050, { step_minutes: 10, value_columns: [2] }, 2),
];
