import { z } from "zod";
import { movingAverage } from "./moving_average.ts";

/** Most transforms of a variable, and most values that a moving average is made of. */
const MOST_TRANSFORMS = 10;
const MOST_AVERAGED = 1000;
const MOST_SECONDS = 10 * 366 * 86_400;

const amount = (what: string) =>
  z.number({ error: `Enter ${what} as a number.` })
    .min(-1e12, { error: "Enter a number between -1e12 and 1e12." })
    .max(1e12, { error: "Enter a number between -1e12 and 1e12." });

const AVERAGED = { error: `Enter a whole number of values from 1 to ${MOST_AVERAGED}.` };

/** One step of how the values of a variable are drawn. What is stored stays as it is. */
export const transform = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("multiply"), factor: amount("the factor").default(1) }),
  z.strictObject({
    kind: z.literal("shift"),
    /** What is taken away: from the value in its unit, or from the time in seconds. */
    by: amount("the shift").default(0),
    axis: z.enum(["y", "x"], { error: "Choose the value (y) or the time (x)." }).default("y"),
  }).refine(({ axis, by }) => axis === "y" || Math.abs(by) <= MOST_SECONDS, {
    error: "Move times by at most 10 years, in seconds.",
    path: ["by"],
  }),
  z.strictObject({
    kind: z.literal("average"),
    count: z.int(AVERAGED).min(1, AVERAGED).max(MOST_AVERAGED, AVERAGED),
  }),
], { error: "Choose multiply, shift or average." });

/** The transforms of a variable, which are applied one after the other. */
export const transforms = z.array(transform, { error: "Send a list of transforms." })
  .max(MOST_TRANSFORMS, { error: `Use at most ${MOST_TRANSFORMS} transforms.` });

export type Transform = z.output<typeof transform>;

/** Points of a line: `x` in microseconds since 1970, `y` in the unit of the variable. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const MICROSECONDS = 1e6;

/** Returns new points after all transforms, in their order. The points that came in stay as they are. */
export function applyTransforms(points: Points, chain: readonly Transform[]): Points {
  return chain.reduce<Points>(applied, { x: [...points.x], y: [...points.y] });
}

function applied({ x, y }: Points, transform: Transform): Points {
  switch (transform.kind) {
    case "multiply":
      return { x, y: y.map((value) => value * transform.factor) };
    case "average":
      return { x, y: movingAverage(y, transform.count) };
    case "shift":
      return transform.axis === "x"
        ? { x: x.map((time) => time - transform.by * MICROSECONDS), y }
        : { x, y: y.map((value) => value - transform.by) };
  }
}

/** Returns by how many microseconds a chain moves points to earlier times. */
export function timeShift(chain: readonly Transform[]): number {
  return chain.reduce(
    (sum, each) => each.kind === "shift" && each.axis === "x" ? sum + each.by * MICROSECONDS : sum,
    0,
  );
}

/** Returns how many values beside its own a transformed value depends on, on either side. */
export function neighboursNeeded(chain: readonly Transform[]): number {
  return chain.reduce((sum, each) => each.kind === "average" ? sum + each.count - 1 : sum, 0);
}
