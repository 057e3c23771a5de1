/** Where modules face; degrees, with an orientation of 180 for south. */
interface Facing {
  tilt: number;
  orientation: number;
}

/** Returns the angle between the directions that two planes face, 0 to 180 degrees. */
export function degreesBetween(a: Facing, b: Facing): number {
  const radians = Math.PI / 180;
  const cos = Math.cos(a.tilt * radians) * Math.cos(b.tilt * radians) +
    Math.sin(a.tilt * radians) * Math.sin(b.tilt * radians) *
      Math.cos((a.orientation - b.orientation) * radians);
  return Math.acos(Math.min(1, Math.max(-1, cos))) / radians;
}
