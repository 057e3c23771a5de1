import type { LivePower } from "../../domain/loggers/live_power.ts";
import { counted } from "../../domain/plural.ts";
import { refreshes } from "../ui/htmx.ts";
import { power } from "../ui/numbers.ts";
import { secondsText } from "./value_text.ts";
import { loggersUrl, loggerUrl } from "./urls.ts";

export const LIVE_POWER = "live-power";

interface LivePowerProps {
  siteUuid: string;
  power: LivePower;
  alarms: readonly { logger_uuid: string; logger_name: string; description: string }[];
  nowMs: number;
  /** Whether the page does not refresh itself. */
  isPaused: boolean;
}

/** Alarms that are named on a site's page. */
const NAMED = 3;

/** Shows on a site's page the power that its loggers measure now, and their open alarms. */
export function LivePowerSection(props: LivePowerProps) {
  const { siteUuid, power: live, alarms, nowMs, isPaused } = props;
  if (live.all === 0 && alarms.length === 0) return null;
  return (
    <section
      class="panel"
      id={LIVE_POWER}
      aria-labelledby="live-power-heading"
      tabindex={-1}
      {...(isPaused ? {} : refreshes(`/sites/${siteUuid}`))}
    >
      <h2 id="live-power-heading">Live from loggers</h2>
      {live.all > 0 && (
        <p class="summary">
          <Power live={live} nowMs={nowMs} /> <a href={loggersUrl(siteUuid)}>Loggers</a>
        </p>
      )}
      {alarms.length > 0 && <Alarms siteUuid={siteUuid} alarms={alarms} />}
    </section>
  );
}

/** A sum of some of the variables is called that. */
function Power({ live: { kw, fresh, all, atMs }, nowMs }: { live: LivePower; nowMs: number }) {
  if (kw === null || atMs === null) {
    return <>Nothing has arrived lately from {counted(all, "variable")} of generation.</>;
  }
  return (
    <>
      <b>{power(kw)}</b>
      {fresh < all && ` from ${fresh} of ${all} variables`}, measured{" "}
      {secondsText((nowMs - atMs) / 1000)} ago.
    </>
  );
}

function Alarms({ siteUuid, alarms }: Pick<LivePowerProps, "siteUuid" | "alarms">) {
  return (
    <ul>
      {alarms.slice(0, NAMED).map(({ logger_uuid, logger_name, description }) => (
        <li>
          <a href={loggerUrl({ site_uuid: siteUuid, logger_uuid }, "/alarms")}>
            <bdi>{logger_name}</bdi>
          </a>
          : <bdi>{description}</bdi>
        </li>
      ))}
      {alarms.length > NAMED && <li>{counted(alarms.length - NAMED, "other open alarm")}</li>}
    </ul>
  );
}
