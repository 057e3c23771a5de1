import {
  type EnergySums,
  type RollingEfficiency,
  shareOfSun,
} from "../../domain/charging/energy_sums.ts";
import type { FilterOption, SessionFilter } from "../../domain/charging/session_filter.ts";
import { counted } from "../../domain/plural.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { Figure } from "./costs.tsx";
import { EfficiencyLine } from "./efficiency_line.tsx";
import { EnergyMonths } from "./energy_months.tsx";
import { ChargingNav } from "./nav.tsx";
import { kwh, percent } from "./session_text.ts";
import { sessionTime } from "./session_time.tsx";
import { SumsFilter } from "./sums_filter.tsx";

const ENERGY = "/charging/energy";

interface EnergyPageProps {
  filter: SessionFilter;
  options: readonly FilterOption[];
  sums: EnergySums;
  line: readonly RollingEfficiency[];
  zone: string;
}

/** Shows what was charged by type and month, how far it takes, what was lost, and the sun of it. */
export function EnergyPage({ filter, options, sums, line, zone }: EnergyPageProps) {
  return (
    <>
      <header class="page-head">
        <h1>Energy of charging</h1>
      </header>
      <ChargingNav here={ENERGY} />
      <SumsFilter path={ENERGY} filter={filter} options={options} />
      {sums.sessions === 0
        ? (
          <EmptyState title="No sessions">
            <p>
              There is no session with a known energy in this time.{" "}
              <a href="/charging">All sessions</a>
            </p>
          </EmptyState>
        )
        : (
          <>
            <Figures sums={sums} />
            <EnergyMonths sums={sums} />
            {line.length > 1 && (
              <EfficiencyOverTime line={line} unit={sums.efficiency.unit} zone={zone} />
            )}
          </>
        )}
    </>
  );
}

function Figures({ sums }: { sums: EnergySums }) {
  const { efficiency, loss, sun, types } = sums;
  const share = shareOfSun(sun);
  const of = (value: number | null) => value === null ? "–" : value.toFixed(2);
  return (
    <dl class="report-figures">
      <Figure
        label="Energy"
        value={kwh(sums.energy_kwh)}
        about={counted(sums.sessions, "session")}
      />
      {types.map(({ charge_type, sessions, energy_kwh }) => (
        <Figure
          label={charge_type ?? "Type not known"}
          value={kwh(energy_kwh)}
          about={counted(sessions, "session")}
        />
      ))}
      <Figure
        label="Efficiency"
        value={efficiency.mean === null ? "not known" : `${of(efficiency.mean)} ${efficiency.unit}`}
        about={efficiency.mean === null
          ? "no session says how much range it added"
          : `best ${of(efficiency.best)}, worst ${of(efficiency.worst)}; mean of ${
            counted(efficiency.sessions, "session")
          }`}
      />
      <Figure
        label="Loss of the charger"
        value={loss.mean_share === null ? "not known" : kwh(loss.loss_kwh)}
        about={loss.mean_share === null
          ? "no session has the energy at the charger"
          : `${percent(loss.mean_share)} on average, of ${counted(loss.sessions, "session")}`}
      />
      {loss.utilisation !== null && (
        <Figure
          label="Use of the charger"
          value={percent(loss.utilisation)}
          about="highest power of what it can give, on average"
        />
      )}
      <Figure
        label="Sun of your sites"
        value={share === null ? "not measured" : `at most ${percent(share)}`}
        about={sunText(sums)}
      />
    </dl>
  );
}

function sunText({ sun, sessions }: EnergySums): string {
  const measured = `${kwh(sun.sun_kwh)} of ${counted(sun.measured_sessions, "session")}`;
  const without = sessions - sun.measured_sessions;
  if (sun.measured_sessions === 0) return "no session at a site that was measured";
  return without === 0 ? measured : `${measured}; ${without} not measured, or not at your sites`;
}

interface EfficiencyProps {
  line: readonly RollingEfficiency[];
  unit: string;
  zone: string;
}

function EfficiencyOverTime({ line, unit, zone }: EfficiencyProps) {
  return (
    <section class="panel" aria-labelledby="efficiency-heading">
      <h2 id="efficiency-heading">Efficiency by session</h2>
      <figure>
        <EfficiencyLine points={line} unit={unit} />
        <figcaption>
          Dots: sessions in their order, at most the newest 300. Line: the mean of each and up to
          nine before it, in {unit}.
        </figcaption>
      </figure>
      <details>
        <summary>The newest as a table</summary>
        <table class="list">
          <thead>
            <tr>
              <th scope="col">Start, {zone} time</th>
              <th scope="col" class="number">{unit}</th>
              <th scope="col" class="number">Mean of ten</th>
            </tr>
          </thead>
          <tbody>
            {line.slice(-MOST_ROWS).toReversed().map((one) => (
              <tr>
                <th scope="row">{sessionTime(milliseconds(one.session_start_utc), zone)}</th>
                <td class="number" data-label={unit}>{one.efficiency.toFixed(2)}</td>
                <td class="number" data-label="Mean of ten">{one.rolling.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

const MOST_ROWS = 50;
