/** A source of weather that the service can fetch from. */
export interface WeatherSource {
  /** As runs name it. */
  source: string;
  /** As people know it. */
  name: string;
  /** What its licence asks to be shown, with links. */
  attribution: { text: string; url: string; licence: string; licenceUrl: string };
}

export const OPEN_METEO: WeatherSource = {
  source: "open-meteo",
  name: "Open-Meteo",
  attribution: {
    text: "Weather data by Open-Meteo.com",
    url: "https://open-meteo.com/",
    licence: "CC BY 4.0",
    licenceUrl: "https://creativecommons.org/licenses/by/4.0/",
  },
};

/** Returns the known source of this name; undefined for what groups send. */
export const sourceNamed = (source: string): WeatherSource | undefined =>
  source === OPEN_METEO.source ? OPEN_METEO : undefined;
