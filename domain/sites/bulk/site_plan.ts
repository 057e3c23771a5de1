import type { NamedTwin } from "../near.ts";
import type { Site } from "../site.ts";
import type { NewSite, SiteChanges } from "../site_input.ts";
import type { RowFault } from "./site_line.ts";

/** What storing a row of a list would do. */
export type PlannedSite =
  | { outcome: "new"; row: number; site: NewSite }
  | { outcome: "changed"; row: number; before: Site; changes: SiteChanges }
  | { outcome: "unchanged"; row: number; before: Site };

/** A row's plan, or what is wrong with it. */
export type PlannedRow = { planned: PlannedSite; faults?: undefined } | {
  planned?: undefined;
  faults: RowFault[];
};

/** What storing a list of sites would do, in the order of its rows. */
export interface SitePlan {
  planned: PlannedSite[];
  faults: RowFault[];
}

/** What a list is compared with. */
export interface StoredSites {
  /** Those of the list that the group has. */
  listed: readonly Site[];
  /** All sites of the group. */
  all: readonly NamedTwin[];
}

export interface PlanOptions {
  /** True: a new site may be like another one. */
  anyway: boolean;
  /** True: name, capacity and coordinates may be emptied, as the JSON API allows. */
  mayEmpty: boolean;
}

/** A site of the group, or one of an earlier row of the list. */
export type Twin = NamedTwin & { row?: number };
