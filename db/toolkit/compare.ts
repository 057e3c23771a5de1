import { diff } from "@supabase/pg-delta/core";
import type { Catalogue } from "./catalogue.ts";
import { ownerless, placed } from "./ours.ts";
import { type Step, stepsBetween } from "./steps.ts";
import type { Unseen } from "./unseen.ts";
import { type Difference, inWords, sorted } from "./words.ts";

export interface Comparison {
  /** What differs from ours, most urgent first. */
  differences: Difference[];
  /** Names of objects that are not ours, which is no failure. */
  foreign: string[];
  /** What makes the live database equal to the expected one, in an order that works. */
  steps: Step[];
}

/**
 * Returns how to come from one schema to another. Counts everything as ours, unlike `compare`, and
 * leaves out who owns it, who differs from server to server.
 */
export function between(from: Catalogue, to: Catalogue): Pick<Comparison, "differences" | "steps"> {
  const [before, after] = ownerless(from, to);
  return {
    differences: inWords(diff(before, after), before, after),
    steps: stepsBetween(before, after),
  };
}

/** Compares a live database with what it should be. Both catalogues name the same owner. */
export function compare(live: Catalogue, expected: Catalogue): Comparison {
  const { foreign, ...sides } = placed(live, expected);
  const deltas = diff(sides.live, sides.expected);
  const unseen = live.unseen.map(({ concern, words }) => ({ concern, words }));
  return {
    differences: sorted([...inWords(deltas, sides.live, sides.expected), ...unseen]),
    foreign,
    steps: [
      ...stepsBetween(sides.live, sides.expected),
      ...live.unseen.map(mending),
    ],
  };
}

const mending = ({ sql, warning }: Unseen): Step => ({
  sql,
  losesData: false,
  ...warning ? { warning } : {},
});
