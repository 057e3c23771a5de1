import type { StripDay } from "../../domain/forecasts/energy/day_strip.ts";
import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import type { ListedAttention } from "../../domain/sites/attention/kinds.ts";
import type { Hint } from "../../domain/sites/hints/hint.ts";
import type { Site } from "../../domain/sites/site.ts";
import type { ReliabilityProps } from "../accuracy/reliability.tsx";
import type { FormState } from "../ui/form_state.ts";
import type { ShownEnergies } from "./energies.tsx";
import type { NeighboursProps } from "./neighbours.tsx";
import type { ShownModelProps } from "./model.tsx";
import type { ShownForecast } from "./chart_switches.tsx";

/** What the page shows of days by their newest forecasts. */
export interface ShownDays {
  /** The day of the page, and its energies. */
  figures: ShownEnergies & { day: SiteDay };
  strip: StripDay[];
}

export interface SitePageProps {
  site: Site;
  day: SiteDay;
  /** Explains why there is no forecast. */
  reason?: string;
  days: ShownDays;
  /** When the next forecast is made; undefined where the service makes none of the site. */
  nextForecastMs?: number;
  /** Address of the API, where nothing was ever measured at the site. */
  apiUrl?: string;
  /** The form that goes to a day. */
  dates: FormState;
  /** The parameters of the address that other days keep. */
  kept: Record<string, string>;
  /** Returns the address of a day with the same forecast. */
  dayUrl: (day: Temporal.PlainDate) => string;
  csvUrl: string;
  /** Returns the address of the same day with another choice. */
  questionUrl: (question: ChartQuestion) => string;
  /** Null if there is nothing to see in that direction. */
  previousUrl: string | null;
  nextUrl: string | null;
  todayUrl: string;
  /** Address of the same day with the newest forecast. */
  newestUrl?: string;
  /** Which forecast is shown; by default the newest. */
  switches?: ShownForecast;
  /** How its day-ahead energies compare with what it produced in the last 30 days. */
  reliability?: ReliabilityProps;
  /** What is wrong with the site now, also what the viewer's group has dismissed. */
  attention?: ListedAttention[];
  /** What contradicts the stated facts of the site in its measurements. */
  hints?: Hint[];
  /** Names of the models that have runs for the site. */
  models?: readonly string[];
  /** Which model the site shows now, and why. */
  model?: ShownModelProps;
  /** The sites before and after this one in the list from which the page was reached. */
  neighbours?: NeighboursProps;
  /** Whether the viewer is an admin, who can administer the site but not remove it from the group. */
  isAdmin?: boolean;
}
