import { type Coordinates, daylightFit } from "../../domain/imports/daylight_fit.ts";
import type { PreviewSite } from "../../domain/imports/import.ts";
import { counted } from "../../domain/plural.ts";
import { momentText } from "../../domain/time/moment_text.ts";
import { date } from "../ui/day_text.ts";
import { capacity, energy, energyColumn, percentage, power } from "../ui/numbers.ts";
import { daylightDoubt, daylightText } from "./daylight_text.ts";
import { DayPicture, MOST_BARS } from "./day_picture.tsx";
import { EnergyBars } from "./energy_bars.tsx";
import { previewName } from "./preview_rows.tsx";

interface SitePreviewProps {
  site: PreviewSite;
  /** Where the sun is drawn: of a PV site with coordinates. */
  place: Coordinates | null;
}

/** Shows what the file holds of one site: energy, highest power, and its days under the sun. */
export function SitePreview({ site, place }: SitePreviewProps) {
  const { days, time_zone: zone, highest_kw: highestKw } = site;
  const drawn = days.filter(({ half_hours }) => half_hours !== null);
  const fit = place && daylightFit(drawn, { zone, highestKw, place });
  const doubt = fit && daylightDoubt(fit);
  return (
    <section class="preview-site" aria-labelledby={`site-${site.site_uuid}`}>
      <h3 id={`site-${site.site_uuid}`}>
        <bdi>{previewName(site)}</bdi>
      </h3>
      <p>
        {counted(site.rows, "measurement")} from {momentIn(site.first_utc, zone)} to{" "}
        {momentIn(site.last_utc, zone)} ({zone}): <b>{energy(site.energy_kwh)}</b>.{" "}
        <Highest {...site} />
      </p>
      <Unlikely {...site} />
      {doubt && <p class="callout warn">{doubt}</p>}
      {drawn.length > 0 && (
        <figure>
          <DayPicture site={site} place={place} description={fit ? daylightText(fit) : ""} />
          <figcaption>
            {fit && daylightText(fit)} {place && "The lines are sunrise and sunset."}{" "}
            {drawn.length > MOST_BARS && "Darker is more power, red is a gap."}{" "}
            {drawn.length < days.length && `${counted(drawn.length, "day")} are drawn.`}
          </figcaption>
        </figure>
      )}
      {days.length > MOST_BARS && <EnergyBars site={site} />}
      <EnergyTable {...site} />
    </section>
  );
}

function momentIn(utc: string, zone: string): string {
  return momentText(Temporal.Instant.from(utc), zone);
}

function Highest({ highest_kw, capacity_kw }: PreviewSite) {
  if (!capacity_kw) return <>Highest power {power(highest_kw)}.</>;
  return (
    <>
      Highest power {power(highest_kw)}, {percentage(highest_kw / capacity_kw)} of the capacity of
      {" "}
      {capacity(capacity_kw)}.
    </>
  );
}

/** Shares of the capacity between which the highest power of some days usually lies. */
const USUAL = { least: 0.02, most: 1.2 };

function Unlikely({ highest_kw, capacity_kw }: PreviewSite) {
  if (!capacity_kw) return null;
  const share = highest_kw / capacity_kw;
  if (share >= USUAL.least && share <= USUAL.most) return null;
  return (
    <p class="callout warn">
      {share > USUAL.most ? "That is more than the site can deliver." : "That is very little."}{" "}
      Check the unit, and whether the numbers are power, energy or a counter.
    </p>
  );
}

function EnergyTable({ days }: PreviewSite) {
  const column = energyColumn(Math.max(0, ...days.map(({ energy_kwh }) => energy_kwh)));
  return (
    <details>
      <summary>Energy by day</summary>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" class="number">{column.unit}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, energy_kwh }) => (
            <tr>
              <th scope="row">{date(Temporal.PlainDate.from(day))}</th>
              <td class="number">{column.text(energy_kwh)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
