import { raw } from "hono/html";
import { WEATHER_NAME } from "../../domain/forecasts/own_models.ts";
import { dayOf, milliseconds } from "../../domain/time/time.ts";
import { isStale, type ShownWeather, type UsedHour } from "../../domain/weather/shown_weather.ts";
import { sourceNamed } from "../../domain/weather/sources.ts";
import { Badge } from "../ui/badge.tsx";
import { shortWeekday } from "../ui/day_text.ts";
import { age, clock, Moment } from "../ui/time.tsx";

export interface WeatherSectionProps {
  weather: ShownWeather;
  /** The model that the site shows. */
  modelName: string | null;
  zone: string;
}

type Told = WeatherSectionProps & { today: Temporal.PlainDate };

/** Shows the weather of a site: whose it is, how old, and its hours of today and tomorrow. */
export function WeatherSection(props: WeatherSectionProps) {
  const { weather, zone } = props;
  const today = dayOf(Temporal.Instant.fromEpochMilliseconds(weather.nowMs), zone);
  return (
    <section id="weather" aria-label="Weather">
      <p>
        <Source {...props} today={today} /> <Attribution source={weather.source} />
      </p>
      <Trouble {...props} today={today} />
      <Hours hours={weather.hours} zone={zone} />
    </section>
  );
}

/** Says whose weather it is, of when, and whether the shown forecast is made from it. */
function Source({ weather: { source, issuedMs, nowMs }, modelName, zone, today }: Told) {
  const isUsed = modelName === WEATHER_NAME;
  return (
    <>
      {isUsed ? "Forecast from weather of " : "Weather of "}
      <bdi>{sourceNamed(source)?.name ?? source}</bdi>, issued{" "}
      <Moment ms={issuedMs} zone={zone} day={today} />, {age(nowMs - issuedMs)}{" "}
      old.{!isUsed && modelName !== null && " The shown forecast is not made from it."}
    </>
  );
}

/** What the licence of the data asks for. */
function Attribution({ source }: { source: string }) {
  const attribution = sourceNamed(source)?.attribution;
  if (!attribution) return null;
  return (
    <span class="muted">
      <a href={attribution.url}>{attribution.text}</a> (
      <a href={attribution.licenceUrl}>{attribution.licence}</a>).
    </span>
  );
}

/** Says that newer weather does not come, or that this is too old. */
function Trouble({ weather, zone, today }: Told) {
  const { source, issuedMs, nowMs, failingSinceMs } = weather;
  const stale = isStale(issuedMs, nowMs);
  if (failingSinceMs === null && !stale) return null;
  const name = sourceNamed(source)?.name;
  const time = (ms: number) => <Moment ms={ms} zone={zone} day={today} />;
  return (
    <p>
      <Badge tone="warn" text={stale ? "Weather too old" : "No newer weather"} />{" "}
      {failingSinceMs !== null && (
        <>
          Weather of {name} could not be fetched since {time(failingSinceMs)}
          {stale ? ". " : <>; that of {time(issuedMs)} is used.</>}
        </>
      )}
      {stale && "Forecasts are made without weather until newer weather comes."}
    </p>
  );
}

interface Column {
  label: string;
  unit: string;
  value: (hour: UsedHour) => number | null | undefined;
  digits?: number;
}

const COLUMNS: Column[] = [
  { label: "Irradiance", unit: "W/m²", value: (hour) => hour.ghi_w_m2 },
  {
    label: "Cloud",
    unit: "%",
    value: ({ cloud_cover: share }) => share == null ? null : share * 100,
  },
  { label: "Temp.", unit: "°C", value: (hour) => hour.temperature_c, digits: 1 },
  { label: "Rain", unit: "mm", value: (hour) => hour.precipitation_mm, digits: 1 },
  { label: "Wind", unit: "m/s", value: (hour) => hour.wind_speed_m_s, digits: 1 },
];

/** Shows the hours as a table; columns of which nothing is given are left out. */
function Hours({ hours, zone }: { hours: UsedHour[]; zone: string }) {
  const columns = COLUMNS.filter(({ value }) => hours.some((hour) => value(hour) != null));
  if (columns.length === 0) return null;
  const height = hours.find((hour) => hour.wind_height_m != null)?.wind_height_m;
  return (
    <details>
      <summary>Weather of today and tomorrow by hour</summary>
      <div class="scroll" tabindex={0} role="region" aria-label="Weather by hour">
        <table class="values">
          <caption>
            Means over an hour, of rain the sum. Irradiance on a horizontal plane
            {height != null && `, wind ${height} m above the ground`}. An hour has the time of its
            start.
          </caption>
          <thead>
            <tr>
              <th scope="col">Hour</th>
              {columns.map(({ label, unit }) => (
                <th scope="col">
                  {label} <small>{unit}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{raw(hours.map((hour) => rowMarkup(hour, columns, zone)).join(""))}</tbody>
        </table>
      </div>
    </details>
  );
}

/** Returns a row as markup of figures and times alone, which is quicker than elements. */
function rowMarkup(hour: UsedHour, columns: readonly Column[], zone: string): string {
  const startMs = milliseconds(hour.start_utc);
  const day = shortWeekday(dayOf(Temporal.Instant.fromEpochMilliseconds(startMs), zone));
  const cells = columns.map(({ value, digits = 0 }) => {
    const text = value(hour)?.toFixed(digits).replace(/^-(?=[0.]+$)/, "");
    return `<td>${text ?? "–"}</td>`;
  });
  return `<tr><th scope="row">${day} ${clock(startMs, zone)}</th>${cells.join("")}</tr>`;
}
