import { z } from "@hono/zod-openapi";
import { type Import, IMPORT_STATES } from "../../../domain/imports/import.ts";
import { FILE_KINDS, reading, WRONG_KINDS } from "../../../domain/imports/reading.ts";
import { uuid } from "../../http/params.ts";

/** What becomes of measurements that contradict what is stored. */
export const conflicts = z.enum(["keep", "replace"], { error: "Write keep or replace." })
  .default("keep").describe(
    "replace: measurements take the place of those that your group brought for the same periods; " +
      "undoing the import puts them back",
  );

export const importParams = z.object({ import_uuid: uuid() });

const readingJson = reading.openapi("ImportReading");

const proposalJson = z.object({
  kind: z.enum(FILE_KINDS).optional(),
  reading: readingJson.nullable().describe("With the likeliest value for each open question"),
  columns: z.array(z.object({
    name: z.string(),
    unit: z.string().nullable(),
    examples: z.array(z.string()),
  })),
  questions: z.array(z.object({
    field: z.string(),
    text: z.string(),
    choices: z.array(z.object({ value: z.string(), text: z.string() })),
  })).describe("What the file does not say; nothing is checked before all of it is decided"),
  is_zone_of_site: z.boolean().default(false)
    .describe("Whether times are of the clock at the site, which decides the zone"),
  wrong_kind: z.object({ kind: z.enum(WRONG_KINDS), text: z.string() }).nullable()
    .describe("Why the file is refused"),
  lines_above: z.int().describe("Lines above the header; they are not stored"),
  reasons: z.array(z.string()).describe("What was found, in sentences"),
  shape_key: z.string().describe("Names the shape of the file, for remembered readings"),
}).openapi("ImportProposal");

const rowJson = z.object({
  line: z.int().describe("Line of the file as it was sent, from 1"),
  site_uuid: z.guid(),
  start_utc: z.iso.datetime(),
  end_utc: z.iso.datetime(),
  generation_power_kw: z.number(),
});

const levels = { p10_kw: z.number().nullable(), p90_kw: z.number().nullable() };
const forecastRowJson = rowJson.omit({ generation_power_kw: true }).extend({
  made_utc: z.iso.datetime().describe("When the run was made"),
  model_name: z.string(),
  forecast_power_kw: z.number(),
  ...levels,
});

const forecastPreviewJson = z.object({
  runs: z.int(),
  models: z.array(z.object({ name: z.string(), version: z.string().nullable() })),
  first_rows: z.array(forecastRowJson),
  last_rows: z.array(forecastRowJson),
  sites: z.array(z.object({
    site_uuid: z.guid(),
    name: z.string().nullable(),
    time_zone: z.string(),
    capacity_kw: z.number().nullable(),
    runs: z.int(),
    values: z.int(),
    first_made_utc: z.iso.datetime(),
    last_made_utc: z.iso.datetime(),
    first_utc: z.iso.datetime(),
    last_utc: z.iso.datetime(),
    highest_kw: z.number(),
    example: z.object({
      made_utc: z.iso.datetime(),
      model_name: z.string(),
      values: z.array(z.tuple([
        z.number(),
        z.number(),
        z.number(),
        z.number().nullable(),
        z.number().nullable(),
      ])).describe("Start, end (milliseconds since 1970), power, P10, P90 (kW); at most 300"),
    }).nullable().describe("One of the runs"),
  })),
}).openapi("ImportForecastPreview");

const previewJson = z.object({
  rows: z.int().describe("Rows that can be stored"),
  first_rows: z.array(rowJson),
  last_rows: z.array(rowJson),
  sites: z.array(z.object({
    site_uuid: z.guid(),
    name: z.string().nullable(),
    time_zone: z.string(),
    capacity_kw: z.number().nullable(),
    rows: z.int(),
    first_utc: z.iso.datetime(),
    last_utc: z.iso.datetime(),
    highest_kw: z.number(),
    energy_kwh: z.number(),
    days: z.array(z.object({
      day: z.string(),
      energy_kwh: z.number(),
      half_hours: z.array(z.number().nullable()).nullable()
        .describe("Mean power in kW of each half hour of the local day"),
    })).describe("At most 400 days, evenly spread"),
  })),
  unknown_sites: z.array(z.string()).describe("Names or numbers that no site of your group has"),
  counts: z.object({
    new: z.int(),
    unchanged: z.int().describe("Stored already with the same value"),
    conflicting: z.int().describe("Another value or an overlapping period is stored"),
    left_out: z.int().describe("Lines that bring no value"),
  }),
  left_out: z.array(z.object({
    reason: z.string(),
    lines: z.int(),
    first_line: z.int(),
    message: z.string().describe("About the first of these lines"),
  })),
  warnings: z.array(z.object({
    code: z.string(),
    count: z.int(),
    first_row: z.int().describe("Line of the first of them"),
    message: z.string(),
  })),
  forecasts: forecastPreviewJson.optional()
    .describe("Of a file of forecasts, which has no rows and sites of measurements"),
}).openapi("ImportPreview");

export const importJson = z.object({
  import_uuid: z.guid(),
  file_name: z.string(),
  kind: z.enum(FILE_KINDS).describe("What the file holds"),
  state: z.enum(IMPORT_STATES),
  actor: z.string().nullable().describe("E-mail address of the user who sent or confirmed it"),
  site_uuid: z.guid().nullable().describe("The site of the whole file"),
  bytes: z.number().describe("Size of what is kept of the file, unpacked"),
  proposal: proposalJson.nullable(),
  reading: readingJson.nullable(),
  decided: z.array(z.string()),
  reading_name: z.string().nullable().describe("Under which the reading is remembered"),
  is_confirmed: z.boolean().describe("It is stored as soon as it has been checked"),
  replaces: z.boolean().describe("It replaces what your group brought for the same periods"),
  preview: previewJson.nullable(),
  done: z.number().describe("Bytes read while checking, rows stored while storing"),
  total: z.number().describe("Of so many"),
  result: z.object({
    inserted: z.int(),
    unchanged: z.int(),
    conflicting: z.int(),
    replaced: z.int(),
  }).nullable(),
  batch_id: z.number().nullable(),
  message: z.string().nullable().describe("Why it failed"),
  created_utc: z.iso.datetime(),
  changed_utc: z.iso.datetime(),
  ended_utc: z.iso.datetime().nullable(),
  expires_utc: z.iso.datetime()
    .describe("When the file, or after storing the list of lines left out, is deleted"),
}).openapi("Import");

/** Returns an import as the API shows it. */
export const toJson = (found: Import): z.output<typeof importJson> => found;
