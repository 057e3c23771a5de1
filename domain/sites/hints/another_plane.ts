import { degreesBetween } from "../../solar/plane_angle.ts";
import type { Site } from "../site.ts";
import type { Hint } from "./hint.ts";

/** Tilt and orientation of modules in degrees. */
export interface ModulePlane {
  tilt: number;
  orientation: number;
}

/** Twice what makes the model leave the stated plane: a false alarm costs more than a wrong plane. */
const LEAST_DEGREES = 20;

/**
 * Returns a hint when the plane that the forecast from weather found in clear hours, because it
 * explains them clearly better than the stated one, faces more than 20° away from that.
 */
export function anotherPlane(site: Site, found: ModulePlane | undefined): Hint | undefined {
  const { tilt, orientation } = site;
  if (site.asset_type !== "pv" || !found || tilt === null || orientation === null) return undefined;
  if (degreesBetween(found, { tilt, orientation }) <= LEAST_DEGREES) return undefined;
  return {
    code: "another_plane",
    figures: {
      tilt: found.tilt,
      orientation: found.orientation,
      stated_tilt: tilt,
      stated_orientation: orientation,
    },
  };
}
