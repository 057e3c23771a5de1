import type { Child } from "hono/jsx";
import { chargerLoss, chargerUse } from "../../domain/charging/charger_figures.ts";
import type { ChargingSession } from "../../domain/charging/session.ts";
import { sessionLabel, sessionValue } from "../../domain/charging/session_columns.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { NetworkDot } from "./network_dot.tsx";
import { sessionTime } from "./session_time.tsx";
import { duration, locationTypeText, percent } from "./session_text.ts";

interface Fact {
  label: string;
  /** Null: not known, and left out. */
  value: Child | null;
}

interface GroupProps {
  id: string;
  title: string;
  facts: Fact[];
}

/** Shows facts under a heading; nothing where none is known. */
export function FactGroup({ id, title, facts }: GroupProps) {
  const known = facts.filter(({ value }) => value !== null && value !== undefined);
  if (known.length === 0) return null;
  return (
    <section class="facts" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{title}</h2>
      <dl>
        {known.map(({ label, value }) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type Name = keyof ChargingSession;

/** Returns the facts of columns, with their labels and units. */
function factsOf(session: ChargingSession, names: Name[]): Fact[] {
  return names.map((name) => {
    const value = session[name];
    const isMissing = value === null || value === "";
    return { label: sessionLabel(name), value: isMissing ? null : sessionValue(name, value) };
  });
}

interface FactsProps {
  session: ChargingSession;
  zone: string;
}

/** All that is known of a session, in groups. */
export function SessionFacts({ session, zone }: FactsProps) {
  return (
    <>
      <FactGroup id="time" title="Time and energy" facts={timeFacts(session, zone)} />
      <FactGroup id="place" title="Where" facts={placeFacts(session)} />
      <FactGroup id="battery" title="Battery and power" facts={batteryFacts(session)} />
      <FactGroup id="charger" title="Charger" facts={chargerFacts(session)} />
      {session.note && (
        <section class="facts" aria-labelledby="note-heading">
          <h2 id="note-heading">Note</h2>
          <p class="note">{session.note}</p>
        </section>
      )}
      <FactGroup id="origin" title="Origin" facts={originFacts(session, zone)} />
    </>
  );
}

const moment = (utc: string | null, zone: string) =>
  utc === null ? null : <time datetime={utc}>{sessionTime(milliseconds(utc), zone)}</time>;

const seconds = (value: number | null) => value === null ? null : duration(value);

function timeFacts(session: ChargingSession, zone: string): Fact[] {
  return [
    { label: "Start", value: moment(session.session_start_utc, zone) },
    { label: "End", value: moment(session.session_end_utc, zone) },
    { label: "Expected end", value: moment(session.estimated_end_utc, zone) },
    ...factsOf(session, ["energy_kwh", "charge_type"]),
    { label: "Time of charging", value: seconds(session.charge_duration_seconds) },
    { label: "Time plugged in", value: seconds(session.plugged_in_duration_seconds) },
    { label: "Vehicle", value: <bdi>{session.vehicle_name ?? session.device_id}</bdi> },
    { label: "Complete", value: session.is_complete ? "yes" : "no" },
  ];
}

function placeFacts(session: ChargingSession): Fact[] {
  const { site_uuid, site_name, network_name, location_type, latitude, longitude } = session;
  const place = session.location_name ?? session.place_name;
  return [
    { label: "Location", value: place && <bdi>{place}</bdi> },
    { label: "Type of the location", value: location_type && locationTypeText(location_type) },
    {
      label: "Network",
      value: network_name && (
        <>
          <NetworkDot color={session.network_color} />
          <bdi>{network_name}</bdi>
        </>
      ),
    },
    {
      label: "Site",
      value: site_uuid && (
        <a href={`/sites/${site_uuid}`}>
          <bdi>{site_name || "The site"}</bdi>
        </a>
      ),
    },
    { label: "Address", value: session.address && <bdi>{session.address}</bdi> },
    {
      label: "Coordinates",
      value: latitude !== null && longitude !== null ? `${latitude}, ${longitude}` : null,
    },
  ];
}

function batteryFacts(session: ChargingSession): Fact[] {
  return factsOf(session, [
    "start_soc",
    "end_soc",
    "miles_added",
    "charging_kw",
    "max_power",
    "min_power",
    "charging_voltage",
    "charging_amperage",
    "plug_status",
    "charging_status",
  ]);
}

function chargerFacts(session: ChargingSession): Fact[] {
  const loss = chargerLoss(session);
  const use = chargerUse(session);
  return [
    ...factsOf(session, ["stall_label", "evse_energy_kwh"]),
    {
      label: "Lost on the way",
      value: loss ? `${loss.kwh.toFixed(2)}\u00a0kWh (${percent(loss.share)})` : null,
    },
    ...factsOf(session, ["evse_kw", "evse_max_power_kw", "charger_rated_kw"]),
    {
      label: "Highest power of what it can give",
      value: use === undefined ? null : percent(use),
    },
    ...factsOf(session, ["evse_voltage", "evse_amperage", "evse_source", "station_status"]),
  ];
}

function originFacts(session: ChargingSession, zone: string): Fact[] {
  return [
    ...factsOf(session, ["source_system"]),
    { label: "Stored", value: moment(session.ingested_at, zone) },
    { label: "Recorded", value: moment(session.recorded_at, zone) },
    { label: "Time as sent", value: moment(session.original_timestamp, zone) },
    { label: "Session", value: <code>{session.session_id}</code> },
    { label: "Device", value: <code>{session.device_id}</code> },
  ];
}
