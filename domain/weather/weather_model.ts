import { WEATHER_NAME } from "../forecasts/own_models.ts";

/** The model of the service's own that forecasts from weather. */
export const WEATHER_MODEL = {
  name: WEATHER_NAME,
  version: "1",
  description:
    "The mean of a quantile regression on the weather forecast and of what was measured in the past " +
    "hours whose weather was most alike, corrected by the error of the last measured hour.",
};
