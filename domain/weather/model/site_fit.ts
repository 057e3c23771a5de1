import type { ChosenPlane } from "./plane_fit.ts";
import type { WeatherFit } from "./weather_forecast.ts";

/** What the past of a site taught the weather model. */
export interface SiteFit {
  /** kW that powers are shares of. */
  capacityKw: number;
  /** The plane that irradiance is computed for; undefined for wind. */
  plane: ChosenPlane | undefined;
  weather: WeatherFit;
}
