/** Hints about a site whose measurements contradict what is stated of it. */
import type { Site } from "../site.ts";

/** A stated fact that would explain energy measured while the sun was down, if it were wrong. */
export type DarkCause = "longitude_sign" | "latitude_sign" | "swapped_coordinates" | "local_times";

/** A contradiction with the figures that show it. */
export type Hint =
  | {
    code: "energy_in_the_dark";
    /** Share of the measured energy, 0 to 1. */
    figures: { share: number; days: number; causes: DarkCause[] };
  }
  | {
    code: "above_capacity";
    figures: { days: number; highest_kw: number; capacity_kw: number };
  }
  | {
    code: "faces_another_way";
    /** Degrees clockwise from north, to the nearest of 16 directions. */
    figures: { clear_days: number; seems_to_face: number; stated: number };
  }
  | {
    code: "another_plane";
    /** Degrees, of the modules as clear hours show them and as they are stated. */
    figures: {
      tilt: number;
      orientation: number;
      stated_tilt: number;
      stated_orientation: number;
    };
  }
  | {
    code: "short_rows";
    /** Minutes from one row to the next, and how many rows there are. */
    figures: { minutes: number; rows: number };
  };

/** Measured power of the periods that start in one UTC hour and last up to an hour. */
export interface MeasuredHour {
  /** Start of the first and end of the last of these periods, milliseconds since 1970. */
  startMs: number;
  endMs: number;
  kwh: number;
  /** Time that the periods cover. */
  coveredMs: number;
  /** The highest mean power of a period, kW. */
  highestKw: number;
}

/** Days of measurements that the rules read: enough for a few clear ones in most climates. */
export const HINT_DAYS = 60;

/** Capacities that the site states, in any column, or stated before; finite and above 0, in kW. */
export function statedCapacities(
  { capacity_kw, inverter_capacity_kw, module_capacity_kw, former_capacities }: Site,
  columns: "AC" | "all" = "all",
): number[] {
  return [
    capacity_kw,
    inverter_capacity_kw,
    columns === "all" ? module_capacity_kw : null,
    ...former_capacities.map((former) => former.capacity_kw),
  ].filter((kw) => kw !== null && kw > 0 && Number.isFinite(kw)) as number[];
}
