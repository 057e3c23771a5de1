import type { Child } from "hono/jsx";
import type { DayTally } from "../../domain/forecasts/energy/energy_days.ts";
import type { StripDay } from "../../domain/forecasts/energy/day_strip.ts";
import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import type { ListedAttention } from "../../domain/sites/attention/kinds.ts";
import type { ShownWeather } from "../../domain/weather/shown_weather.ts";
import type { DayRange, View } from "../../domain/time/shown_range.ts";
import type { Hint } from "../../domain/sites/hints/hint.ts";
import type { Site } from "../../domain/sites/site.ts";
import type { ReliabilityProps } from "../accuracy/reliability.tsx";
import type { SideBySideProps } from "../accuracy/side_by_side.tsx";
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
  /** What is drawn of at most a week; else today. */
  day: SiteDay;
  /** The days of a longer range, and of several days without today. */
  tallies?: DayTally[];
  /** Explains why there is no forecast. */
  reason?: string;
  range: DayRange;
  today: Temporal.PlainDate;
  days: ShownDays;
  /** When the next forecast is made; undefined where the service makes none of the site. */
  nextForecastMs?: number;
  /** Address of the API, where nothing was ever measured at the site. */
  apiUrl?: string;
  /** The forms that go to other days. */
  dates: FormState;
  /** The parameters of the address: of the days, and of the forecast. */
  kept: { range: Record<string, string>; switches: Record<string, string> };
  /** Returns the address of a day with the same forecast. */
  dayUrl: (day: Temporal.PlainDate) => string;
  /** Addresses of the day, the week and so on around the days shown. */
  viewUrls: { view: View; url: string }[];
  /** Address of what is shown. */
  selfUrl: string;
  /** Returns the address of other days with the same forecast. */
  rangeUrl: (range: DayRange) => string;
  csvUrl: string;
  svgUrl: string;
  pngUrl: string;
  /** Returns the address of the same day with another choice. */
  questionUrl: (question: ChartQuestion) => string;
  /** The powers of a range whose energies are shown; null where it is too long. */
  powersUrl: string | null;
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
  /** Its models side by side; undefined unless there are two. */
  sides?: SideBySideProps;
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
  /** The weather that its forecasts use; undefined without any. */
  weather?: ShownWeather;
  /** What is drawn below the chart of power, on its axis of time. */
  underChart?: Child;
  /** Sections of other nouns. */
  sections?: Child;
  /** Whether the viewer is an admin, who can administer the site but not remove it from the group. */
  isAdmin?: boolean;
}
