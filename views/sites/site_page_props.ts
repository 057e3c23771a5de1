import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import type { Site } from "../../domain/sites/site.ts";
import type { AccuracySummaryProps } from "../accuracy/summary.tsx";
import type { ShownForecast } from "./chart_switches.tsx";

export interface SitePageProps {
  site: Site;
  day: SiteDay;
  /** Why there is no forecast. */
  reason?: string;
  csvUrl: string;
  /** Null: there is nothing to see in that direction. */
  previousUrl: string | null;
  nextUrl: string | null;
  todayUrl: string;
  /** The same day with the newest forecast. */
  newestUrl?: string;
  /** Which forecast is shown; without them the newest. */
  switches?: ShownForecast;
  /** How good its forecast was of late. */
  accuracy?: AccuracySummaryProps;
  /** Their group has every site: they administer it instead of leaving it. */
  isAdmin?: boolean;
}
