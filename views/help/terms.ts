/** A word of the pages, by the id that its entry of the help page has. */
export interface TermEntry {
  term: string;
  /** One sentence, which also stands where a page uses the word. */
  meaning: string;
  more?: string;
}

/** The words that pages use and the help page explains, in its order. */
export const TERMS = {
  "forecast": {
    term: "Forecast, run",
    meaning: "A run is one forecast of one model for one site, made at one time.",
    more:
      "Every quarter hour there is a new run. The chart shows for each time the newest run that " +
      "was made before it, so that a past day keeps the forecast that it had.",
  },
  "band": {
    term: "P10, P90, range",
    meaning: "The power falls below P10 in 1 of 10 cases, and above P90 in 1 of 10.",
    more:
      "The band from P10 to P90 holds 8 of 10 outcomes if the forecast is good. The range of a " +
      "day’s energy is made from past errors of whole days: it is no sum of P10s.",
  },
  "day-ahead": {
    term: "Day-ahead",
    meaning: "What was forecast for a day by 9:00 of the day before, by the site’s clock.",
    more: "It is what could be acted on. The newest forecast before each time is closer to what " +
      "happened, and flatters.",
  },
  "horizon": {
    term: "Horizon",
    meaning: "The time from when a forecast was made to the time that it is about.",
  },
  "expected": {
    term: "Expected today",
    meaning: "What was produced so far, plus the forecast for the rest of the day.",
  },
  "clear-sky": {
    term: "Clear sky",
    meaning: "The power that the sun would give without clouds at this place and time.",
    more:
      "It is computed from coordinates, altitude, tilt, orientation and capacities of the site.",
  },
  "baseline": {
    term: "Baseline",
    meaning: "Sitecast’s own forecast, made from the site’s own past alone.",
    more:
      "Other models are compared with it: one that is no better than the baseline adds nothing.",
  },
  "model": {
    term: "Model",
    meaning: "What makes forecasts, known by its name and version.",
    more:
      "A site shows the model that an administrator assigned, else a fresh one of others, else " +
      "the baseline.",
  },
  "accuracy": {
    term: "Accuracy, MAE, bias",
    meaning: "How far forecasts were from what was measured.",
    more: "MAE is the mean distance, whatever its direction. A bias above 0 means that forecasts " +
      "were too high. Both are in kW, or in per cent of the capacity.",
  },
  "crps": {
    term: "CRPS",
    meaning:
      "An error that judges the whole range of a forecast, not its middle alone: lower is better.",
    more:
      "Of a forecast without a range it is the MAE; a range that is narrow and right makes it " +
      "smaller. Continuous ranked probability score: twice the pinball loss, averaged over all " +
      "levels from 0 to 100 %.",
  },
  "pinball": {
    term: "Pinball loss",
    meaning:
      "How well P10, the middle and P90 were placed: 9 of 10 outcomes should be above P10, and an " +
      "outcome on the rare side costs more.",
    more: "It is the mean over the levels that a forecast has, so compare only models with the " +
      "same levels, and CRPS between others. Lower is better.",
  },
  "skill": {
    term: "Skill",
    meaning: "How much smaller the MAE is than that of the baseline: 0 is no better, 1 is perfect.",
  },
  "coverage": {
    term: "Coverage",
    meaning: "The share of sites, or of a time, for which there are values.",
    more:
      "A total over 298 of 303 sites says so. Of a band, coverage is the share of outcomes that " +
      "lay inside it.",
  },
  "capacity": {
    term: "Capacity",
    meaning: "The AC power in kW that a site can deliver.",
    more: "Modules (DC) and inverters (AC) can have other capacities than the site.",
  },
  "orientation": {
    term: "Tilt, orientation",
    meaning: "The angle of the modules from the horizontal, and the direction that they face.",
    more: "An orientation of 180° is south, 90° east, 270° west.",
  },
  "dno": {
    term: "DNO",
    meaning: "Distribution network operator: in Great Britain, who runs the local grid of a site.",
  },
  "gsp": {
    term: "GSP",
    meaning: "Grid supply point: in Great Britain, where the local grid gets its power from.",
  },
  "service-level": {
    term: "Service level",
    meaning:
      "What a group has agreed with the operators of this service: a label, which they assign.",
  },
  "needs-attention": {
    term: "Needs attention",
    meaning: "What seems wrong with a site by its own measurements and forecasts, and since when.",
  },
  "freshness": {
    term: "Freshness",
    meaning: "How old the newest forecast or measurement of a site is.",
  },
} as const satisfies Record<string, TermEntry>;

export type TermId = keyof typeof TERMS;
