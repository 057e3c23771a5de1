import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import type { LoggerSession } from "../../domain/loggers/session.ts";
import { counted } from "../../domain/plural.ts";
import { ConfirmPage } from "../ui/confirm.tsx";
import { Moment } from "./moment.tsx";
import { loggerUrl } from "./urls.ts";

interface RemoveProps {
  logger: FramedLogger;
  session: LoggerSession;
}

/** Asks before the readings of a session are deleted. */
export function ClearSessionPage({ logger, session }: RemoveProps) {
  const path = loggerUrl(logger, "/sessions");
  return (
    <ConfirmPage
      title={`Delete the readings of session ${session.number}?`}
      action={`${path}/${session.number}/clear`}
      submit="Delete the readings"
      cancel={path}
    >
      <Which logger={logger} session={session} />
      <p>
        {counted(session.readings, "reading")}{" "}
        go for good. The session stays in the list with its messages. Charts of more than a day and
        generation that was made of the readings stay, too.
      </p>
    </ConfirmPage>
  );
}

/** Asks before a session is deleted. */
export function DeleteSessionPage({ logger, session }: RemoveProps) {
  const path = loggerUrl(logger, "/sessions");
  return (
    <ConfirmPage
      title={`Delete session ${session.number}?`}
      action={`${path}/${session.number}/delete`}
      submit="Delete it"
      cancel={path}
    >
      <Which logger={logger} session={session} />
      <p>
        The session goes for good, with {counted(session.readings, "reading")} and its messages.
        {session.stopped_utc === null && " It runs: this ends it."}{" "}
        No other session will get its number. If the device still has it, it comes back with the
        next list that it reports: delete it there, too.
      </p>
    </ConfirmPage>
  );
}

function Which({ logger, session }: RemoveProps) {
  return (
    <p>
      Session {session.number} of{" "}
      <b>
        <bdi>{logger.name}</bdi>
      </b>
      , started <Moment utc={session.started_utc} zone={logger.zone} />.
    </p>
  );
}
