import { type Batch, batchActor, batchText } from "../../domain/generation/batch.ts";
import { counted } from "../../domain/plural.ts";
import { ConfirmPage } from "../ui/confirm.tsx";
import { UtcTime } from "../ui/utc_time.tsx";

/** Asks before a batch is undone, and says what that will do. */
export function UndoBatchPage({ siteUuid, batch }: { siteUuid: string; batch: Batch }) {
  const path = `/sites/${siteUuid}/batches`;
  return (
    <ConfirmPage
      title="Undo what was sent?"
      action={`${path}/${batch.batch_id}/undo`}
      submit="Undo it"
      cancel={path}
    >
      <p>
        {batchText(batch)} by {batchActor(batch)}, for <UtcTime at={batch.first_utc} /> to{" "}
        <UtcTime at={batch.last_utc} />
        {batch.sites.length > 1 && `, at ${counted(batch.sites.length, "site")}`}.
      </p>
      <p>
        What was new is taken away; what it replaced or deleted in the last 30 days is put back.
        Whatever has changed since stays as it is.
      </p>
    </ConfirmPage>
  );
}
