import type { ChargingWindow, ChargingWindows } from "../../domain/charging/windows.ts";
import type { WindowsQuery } from "../../domain/charging/windows_query.ts";
import type { Site } from "../../domain/sites/site.ts";
import { momentText } from "../../domain/time/moment_text.ts";
import { dayOf, HOUR, MINUTE, utcText } from "../../domain/time/time.ts";
import type { FormState } from "../ui/form_state.ts";
import { shortDay, shortWeekday } from "../ui/day_text.ts";
import { KEEP_ON_ERROR } from "../ui/htmx.ts";
import { NumberInput, TextInput } from "../ui/inputs.tsx";
import { energy, spanOf } from "../ui/numbers.ts";
import { Term } from "../ui/term.tsx";
import { clock } from "../ui/time.tsx";

export const SECTION_ID = "charging-windows";

interface WindowsProps {
  site: Site;
  zone: string;
  /** The parameters of the address that say which day and forecast are shown. */
  kept: Record<string, string>;
  state: FormState;
  wanted?: WindowsQuery;
  found?: ChargingWindows & { chargingMs: number; forecastUntilMs: number | null };
}

/** Shows a form for what is to be charged, and when the most of it would be the site's own power. */
export function ChargingWindowsSection(props: WindowsProps) {
  const { site, zone, kept, state, wanted, found } = props;
  const path = `/sites/${site.site_uuid}`;
  return (
    <section class="panel" id={SECTION_ID} aria-labelledby="windows-heading" tabindex={-1}>
      <h2 id="windows-heading">When to charge</h2>
      <form
        class="switches"
        method="get"
        action={`${path}#${SECTION_ID}`}
        autocomplete="off"
        novalidate
        hx-get={path}
        hx-target={`#${SECTION_ID}`}
        hx-swap="outerMorph"
        hx-push-url="true"
        {...KEEP_ON_ERROR}
        {...{ "hx-status:422": "push:false" }}
      >
        {Object.entries(kept).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <NumberInput state={state} name="energy_kwh" label="Energy" unit="kWh" />
        <NumberInput state={state} name="power_kw" label="Power of the charger" unit="kW" />
        <TextInput
          state={state}
          name="before"
          label={`Ready by (${zone} time)`}
          type="datetime-local"
          optional
        />
        <button type="submit">Find the best time</button>
      </form>
      {wanted && found && <Result {...props} wanted={wanted} found={found} />}
    </section>
  );
}

type ResultProps = WindowsProps & Required<Pick<WindowsProps, "wanted" | "found">>;

function Result({ site, zone, wanted, found }: ResultProps) {
  const { best, others, chargingMs, forecastUntilMs } = found;
  const own = site.asset_type === "wind" ? "wind" : "sun";
  if (!best) {
    return (
      <p class="callout">
        There is no such time: charging takes {duration(chargingMs)}, and {forecastUntilMs === null
          ? "there is no forecast of this site."
          : `it has to be over by the end of the forecast${
            wanted.before ? " and the time above" : ""
          }. The forecast reaches until ${
            momentText(Temporal.Instant.fromEpochMilliseconds(forecastUntilMs), zone)
          }.`}
      </p>
    );
  }
  return (
    <>
      <p class="summary">
        <b>
          <Window window={best} zone={zone} />
        </b>
        {`: of ${energy(wanted.energy_kwh)}, at most `}
        <b>{energy(best.p50Kwh, [wanted.energy_kwh])}</b>
        {` would be ${own}`}
        {best.p10Kwh !== null && best.p90Kwh !== null && (
          <>
            {` (${bandOf(best, wanted)}, `}
            <Term id="band">P10–P90</Term>)
          </>
        )}.
      </p>
      {others.length > 0 && <Others others={others} zone={zone} wanted={wanted} own={own} />}
      <p class="hint">
        By the latest forecast. At most: what the building uses at the same time is not known.
        Nothing of it is stored.
      </p>
    </>
  );
}

function Others(
  { others, zone, wanted, own }: {
    others: ChargingWindow[];
    zone: string;
    wanted: WindowsQuery;
    own: string;
  },
) {
  return (
    <>
      <h3>The best other times</h3>
      <table class="list windows">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col" class="number">Of it {own}</th>
            <th scope="col" class="number">P10–P90</th>
          </tr>
        </thead>
        <tbody>
          {others.map((window) => (
            <tr>
              <th scope="row">
                <Window window={window} zone={zone} />
              </th>
              <td class="number" data-label={`Of it ${own}`}>
                {energy(window.p50Kwh, [wanted.energy_kwh])}
              </td>
              <td class="number" data-label="P10–P90">{bandOf(window, wanted)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Returns `15 to 20 kWh`, or one energy where both are shown as the same. */
function bandOf({ p10Kwh, p50Kwh, p90Kwh }: ChargingWindow, { energy_kwh }: WindowsQuery): string {
  if (p10Kwh === null || p90Kwh === null) return "–";
  const among = [p50Kwh, energy_kwh];
  const [low, high] = [energy(p10Kwh, among), energy(p90Kwh, among)];
  return low === high ? low : spanOf(p10Kwh, p90Kwh, among, "Wh");
}

/** Shows a window as `Sat 21 Nov, 10:15–12:15`, by the clock of the zone at both ends. */
function Window({ window: { startMs, endMs }, zone }: { window: ChargingWindow; zone: string }) {
  const day = dayOf(Temporal.Instant.fromEpochMilliseconds(startMs), zone);
  const last = dayOf(Temporal.Instant.fromEpochMilliseconds(endMs), zone);
  const until = day.equals(last) ? "" : `${shortWeekday(last)} `;
  return (
    <>
      {`${shortWeekday(day)} ${shortDay(day)}, `}
      <time datetime={utcText(startMs)}>{clock(startMs, zone)}</time>–{until}
      <time datetime={utcText(endMs)}>{clock(endMs, zone)}</time>
    </>
  );
}

function duration(ms: number): string {
  const [hours, minutes] = [Math.floor(ms / HOUR), ms % HOUR / MINUTE];
  return [hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`].filter(Boolean).join(" ");
}
