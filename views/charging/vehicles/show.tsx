import type { PropsWithChildren } from "hono/jsx";
import type { ListedVehicle } from "../../../domain/charging/vehicle.ts";
import { count } from "../../../domain/plural.ts";
import { momentText } from "../../../domain/time/moment_text.ts";
import { clock, longDay } from "../../ui/time.tsx";
import { ChargingSubPage, VEHICLES } from "../sub_page.tsx";
import { modelText, vehicleUrl } from "./list.tsx";
import type { ReadingFact } from "./reading_text.ts";
import { ChargeChart, type ChargePoint } from "./soc_chart.tsx";

/** What was read last, and when. */
export interface LastReading {
  title: string;
  at: string;
  facts: ReadingFact[];
}

export interface VehiclePageProps {
  vehicle: ListedVehicle;
  zone: string;
  last: LastReading[];
  day: Temporal.PlainDate;
  startMs: number;
  endMs: number;
  points: ChargePoint[];
}

/** Shows a vehicle: what it is, its last state, and the state of charge over a day. */
export function VehiclePage(props: VehiclePageProps) {
  const { vehicle, zone, last } = props;
  const path = vehicleUrl(vehicle.device_id);
  return (
    <ChargingSubPage
      title={vehicle.display_name}
      trail={[VEHICLES]}
      actions={
        <>
          <a class="button" href={`${path}/edit`}>Edit</a>
          <a class="button danger" href={`${path}/remove`}>Delete</a>
        </>
      }
      wide
    >
      <section class="facts" aria-label="The vehicle">
        <FactList facts={factsOf(vehicle)}>
          <div>
            <dt>Sessions</dt>
            <dd>
              <a href={`/charging?vehicle=${encodeURIComponent(vehicle.device_id)}`}>
                {count(vehicle.sessions)}
              </a>
            </dd>
          </div>
        </FactList>
      </section>
      <ChargeDay {...props} path={path} />
      {last.map(({ title, at, facts }) => (
        <section class="facts" aria-label={title}>
          <h2>{title}</h2>
          <p class="muted">{momentText(Temporal.Instant.from(at), zone)}, {zone}</p>
          <FactList facts={facts} />
        </section>
      ))}
    </ChargingSubPage>
  );
}

function factsOf(vehicle: ListedVehicle): ReadingFact[] {
  const { battery_capacity_kwh: kwh, vin, device_id, source_system } = vehicle;
  const facts = [
    { label: "Model", value: modelText(vehicle) },
    { label: "Battery’s capacity", value: kwh === null ? "" : `${kwh} kWh` },
    { label: "VIN", value: vin ?? "" },
    { label: "Device id", value: device_id },
    { label: "Made by", value: source_system ?? "" },
  ];
  return facts.filter(({ value }) => value !== "");
}

function FactList({ facts, children }: PropsWithChildren<{ facts: ReadingFact[] }>) {
  return (
    <dl>
      {facts.map(({ label, value }) => (
        <div>
          <dt>{label}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
      {children}
    </dl>
  );
}

function ChargeDay(props: VehiclePageProps & { path: string }) {
  const { path, day, points, zone, startMs, endMs } = props;
  const beside = (days: number) => `${path}?day=${day.add({ days })}#day-heading`;
  return (
    <section class="panel" aria-labelledby="day-heading">
      <h2 id="day-heading">{longDay(day)}</h2>
      <nav class="filter" aria-label="Day">
        <a href={beside(-1)} rel="prev">Day before</a>
        <a href={beside(1)} rel="next">Day after</a>
      </nav>
      {points.length === 0 ? <p class="muted">No state of charge was measured on this day.</p> : (
        <>
          <figure class="chart">
            <ChargeChart points={points} day={{ zone, startMs, endMs }} />
          </figure>
          <details>
            <summary>As a table</summary>
            <table class="list">
              <caption class="visually-hidden">State of charge over the day</caption>
              <thead>
                <tr>
                  <th scope="col">Time</th>
                  <th scope="col" class="number">State of charge</th>
                </tr>
              </thead>
              <tbody>
                {points.map(({ ms, soc }) => (
                  <tr>
                    <th scope="row">{clock(ms, zone)}</th>
                    <td class="number" data-label="State of charge">{soc} %</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}
