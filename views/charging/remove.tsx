import type { ChargingSession } from "../../domain/charging/session.ts";
import { ConfirmPage } from "../ui/confirm.tsx";
import { sessionUrl } from "./session_header.tsx";

interface RemoveSessionPageProps {
  session: ChargingSession;
  title: string;
  list: string;
}

/** Asks before a session is removed. */
export function RemoveSessionPage({ session, title, list }: RemoveSessionPageProps) {
  const { session_id, energy_kwh } = session;
  const place = session.location_name ?? session.place_name;
  return (
    <ConfirmPage
      title="Remove this session?"
      action={sessionUrl(session_id, list, "/remove")}
      submit="Remove it"
      cancel={sessionUrl(session_id, list)}
    >
      <p>
        {title}
        {place && (
          <>
            {" "}at{" "}
            <b>
              <bdi>{place}</bdi>
            </b>
          </>
        )}
        {energy_kwh !== null && `, ${energy_kwh} kWh`}.
      </p>
      <p>
        It goes from the list, from all sums and from the costs of your whole group. What it was
        stays in the history of changes alone.
      </p>
    </ConfirmPage>
  );
}
