import { counted } from "../../plural.ts";
import { direction } from "../site.ts";
import type { DarkCause, Hint } from "./hint.ts";

/** Returns a hint as a sentence with its figures, and a sentence that says what to check. */
export function hintText(hint: Hint): { found: string; check: string } {
  if (hint.code === "energy_in_the_dark") {
    const { share, days, causes } = hint.figures;
    const percent = Math.max(1, Math.round(share * 100));
    return {
      found: `${percent} % of the energy was measured while the sun was down, on ` +
        `${counted(days, "day")} of the last 60.`,
      check: causes.length === 0
        ? "Check the coordinates, and that the times are UTC."
        : `What would explain it: ${causes.map((cause) => CAUSES[cause]).join(", or ")}.`,
    };
  }
  if (hint.code === "above_capacity") {
    const { days, highest_kw, capacity_kw } = hint.figures;
    return {
      found: `Power was above the stated capacity of ${kilowatts(capacity_kw)} on ` +
        `${counted(days, "day")} of the last 60, up to ${kilowatts(highest_kw)}.`,
      check: "Check the capacities, and that the values are in kW.",
    };
  }
  if (hint.code === "short_rows") {
    const { minutes, rows } = hint.figures;
    return {
      found:
        `All ${rows} rows of the last week last 5 minutes and start every ${minutes}, so that ` +
        `only ${Math.round(500 / minutes)} % of the time counts as measured.`,
      check: `If each is the mean of ${minutes} minutes, state that the site is measured every ` +
        `${minutes} minutes.`,
    };
  }
  if (hint.code === "another_plane") {
    const { tilt, orientation, stated_tilt, stated_orientation } = hint.figures;
    return {
      found: `The power of clear hours is that of modules ${planeText(tilt, orientation)}, not ` +
        `${planeText(stated_tilt, stated_orientation)}. The forecast from weather goes by that.`,
      check: "Check the tilt and the orientation.",
    };
  }
  const { clear_days, seems_to_face, stated } = hint.figures;
  return {
    found:
      `The plant seems to face another way: on ${counted(clear_days, "clear day")} the power ` +
      `was that of modules facing ${facing(seems_to_face)}, not ${facing(stated)}.`,
    check: "Check the orientation, and the sign of the latitude.",
  };
}

const CAUSES: Record<DarkCause, string> = {
  longitude_sign: "a longitude with the other sign",
  latitude_sign: "a latitude with the other sign",
  swapped_coordinates: "latitude and longitude in each other's place",
  local_times: "times that were sent in the site's own zone and not in UTC",
};

const planeText = (tilt: number, orientation: number) =>
  `tilted by ${Math.round(tilt)}° that face ${facing(orientation)}`;

const facing = (degrees: number) => `${direction(degrees)} (about ${Math.round(degrees)}°)`;

const kilowatts = (kw: number) => `${Number(kw.toPrecision(4))} kW`;
