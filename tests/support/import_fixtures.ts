import type { Import, ImportPreview, PreviewSite } from "../../domain/imports/import.ts";
import type { Proposal, Reading } from "../../domain/imports/reading.ts";

/** How a German file of a battery system is read. */
export const READING: Reading = {
  encoding: "utf-8",
  delimiter: ";",
  decimal: ",",
  thousands: ".",
  header_lines: 1,
  time: { columns: [0], form: "dmy" },
  end_time: null,
  is_end_inclusive: false,
  zone: "Europe/Berlin",
  label: "start",
  step_minutes: 15,
  shape: "power",
  unit: "W",
  measures: "generation",
  value_columns: [2],
  inverter_column: null,
  site_column: null,
};

export const PROPOSAL: Proposal = {
  kind: "generation",
  reading: READING,
  columns: [
    { name: "Zeitstempel", unit: null, examples: ["25.10.2026 00:00:00", "25.10.2026 00:15:00"] },
    { name: "Ladezustand", unit: "%", examples: ["42", "42"] },
    { name: "Solarproduktion [W]", unit: "W", examples: ["0", "120"] },
    { name: "Batterie Entladen [W]", unit: "W", examples: ["350", "350"] },
  ],
  questions: [],
  is_zone_of_site: true,
  wrong_kind: null,
  lines_above: 0,
  reasons: ["Days above 12 come first in dates.", "The header says W."],
  shape_key: "zeitstempel;ladezustand",
};

/** A question whose choices are those of the samples that do not say it. */
export const LABEL_QUESTION: Proposal["questions"][number] = {
  field: "label",
  text: "Are times the start or the end of their half hours? The file does not say so.",
  choices: [
    { value: "start", text: "The start: 06:00 is 06:00 to 06:30" },
    { value: "end", text: "The end: 06:00 is 05:30 to 06:00" },
  ],
};

export const SITE_UUID = "6f0f3a5e-0c86-4b0e-9d5e-3f6f9c0f7a11";

/** Power of a half hour that begins so many half hours after midnight: a hump between two of them. */
function hump(at: number, from: number, to: number, highest: number): number {
  if (at < from || at >= to) return 0;
  return Number((highest * Math.sin(Math.PI * (at + 0.5 - from) / (to - from)) ** 2).toFixed(3));
}

/** Days with power between two half hours, counted from midnight. */
export function daysOfPower(count: number, { from = 14, to = 36, highest = 5.4 } = {}) {
  return Array.from({ length: count }, (_, index) => {
    const half_hours = Array.from({ length: 48 }, (_, at) => hump(at, from, to, highest));
    return {
      day: Temporal.PlainDate.from("2026-10-05").add({ days: index }).toString(),
      energy_kwh: half_hours.reduce((sum, kw) => sum + kw / 2, 0),
      half_hours,
    };
  });
}

export function previewSite(changes: Partial<PreviewSite> = {}): PreviewSite {
  const days = changes.days ?? daysOfPower(3);
  return {
    site_uuid: SITE_UUID,
    name: "Roof & barn",
    time_zone: "Europe/Berlin",
    capacity_kw: 7,
    rows: days.length * 96,
    first_utc: "2026-10-04T22:00:00Z",
    last_utc: "2026-10-07T22:00:00Z",
    highest_kw: 5.4,
    energy_kwh: days.reduce((sum, { energy_kwh }) => sum + energy_kwh, 0),
    days,
    ...changes,
  };
}

export function previewOf(changes: Partial<ImportPreview> = {}): ImportPreview {
  const row = (line: number, start_utc: string, end_utc: string, generation_power_kw: number) => ({
    line,
    site_uuid: SITE_UUID,
    start_utc,
    end_utc,
    generation_power_kw,
  });
  return {
    rows: 288,
    first_rows: [
      row(2, "2026-10-04T22:00:00Z", "2026-10-04T22:15:00Z", 0),
      row(3, "2026-10-04T22:15:00Z", "2026-10-04T22:30:00Z", 1.2344),
    ],
    last_rows: [row(289, "2026-10-25T01:45:00Z", "2026-10-25T02:00:00Z", 0.5)],
    sites: [previewSite()],
    unknown_sites: [],
    counts: { new: 280, unchanged: 6, conflicting: 2, left_out: 3 },
    left_out: [
      { reason: "empty", lines: 2, first_line: 40, message: "There is no value." },
      { reason: "not_a_number", lines: 1, first_line: 77, message: "“n/a” is not a number." },
    ],
    warnings: [{ code: "power_at_night", count: 4, first_row: 9, message: "Power at night." }],
    ...changes,
  };
}

export function importOf(changes: Partial<Import> = {}): Import {
  return {
    import_uuid: "0a7d3d0c-5d0b-4f0c-8f1e-0b7a7f4f1c22",
    file_name: "e3dc <export>.csv",
    kind: "generation",
    state: "proposed",
    actor: "alice@example.org",
    site_uuid: SITE_UUID,
    bytes: 40_000,
    proposal: PROPOSAL,
    reading: null,
    decided: [],
    reading_name: null,
    is_confirmed: false,
    replaces: false,
    preview: null,
    done: 0,
    total: 0,
    result: null,
    batch_id: null,
    message: null,
    created_utc: "2026-10-26T08:00:00Z",
    changed_utc: "2026-10-26T08:00:00Z",
    ended_utc: null,
    expires_utc: "2026-10-27T08:00:00Z",
    ...changes,
  };
}
