import { type FetchState } from "../../domain/weather/fetch_state.ts";
import { sourceNamed } from "../../domain/weather/sources.ts";
import { Badge } from "../ui/badge.tsx";
import { UtcTime } from "../ui/utc_time.tsx";

/** Says to administrators whether weather is fetched, and if not, why and when it is tried again. */
export function WeatherFetching({ source, failure, ...state }: FetchState) {
  const name = sourceNamed(source)?.name ?? source;
  return (
    <section id="weather" aria-label="Weather">
      {failure !== null && (
        <p>
          <Badge tone="warn" text="Weather fails" /> Weather of {name} could not be fetched since
          {" "}
          <UtcTime at={state.failing_since_utc} />: {failure} It is tried again at{" "}
          <UtcTime at={state.next_utc} />.
        </p>
      )}
      <p>
        {state.fetched_utc === null ? `Weather of ${name} has never been fetched.` : (
          <>
            Weather of {name} was last fetched <UtcTime at={state.fetched_utc} />.
          </>
        )}
      </p>
    </section>
  );
}
