import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { Site } from "../../domain/sites/site.ts";
import type { Scoped } from "../http/context.ts";
import type { DayQuery } from "./day_query.ts";

/** What another noun shows on the page of a site. */
export interface Addition {
  /** Drawn below the chart of power, on its axis of time. */
  underChart?: Child;
  /** A section of its own, below the chart; its root element has the id `sectionId`. */
  section?: Child;
  sectionId?: string;
  /** Whether its parameters in the address are invalid. */
  isInvalid?: boolean;
}

/** Reads what another noun adds to a site's page; mounted in routes/app.ts. */
export type SiteAddition = (
  c: Context<Scoped>,
  shown: { site: Site; query: DayQuery; now: Temporal.Instant },
) => Promise<Addition>;
