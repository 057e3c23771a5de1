import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { counted } from "../../domain/plural.ts";
import { ConfirmPage } from "../ui/confirm.tsx";
import type { FormState } from "../ui/form_state.ts";
import { loggerUrl } from "./urls.ts";

interface FlushPageProps {
  logger: FramedLogger;
  /** How many of each are deleted; of variables, those with readings. */
  things: { sessions: number; messages: number; variables: number };
  state: FormState;
}

/** Asks for the name of a logger before everything that it recorded is deleted. */
export function FlushPage({ logger, things, state }: FlushPageProps) {
  return (
    <ConfirmPage
      title="Delete everything that this logger recorded?"
      action={loggerUrl(logger, "/flush")}
      submit="Delete what it recorded"
      cancel={loggerUrl(logger)}
      state={state}
      name={logger.name}
    >
      <p>For good, and for every group that has the site:</p>
      <ul>
        <li>{counted(things.sessions, "session")} with {counted(things.messages, "message")}</li>
        <li>all readings of {counted(things.variables, "variable")}, with their charts</li>
      </ul>
      <p>
        The logger itself stays, with its keys, variables, settings, rules and alarms, and so does
        generation that was made of its readings. Numbers of sessions go on where they were.
      </p>
    </ConfirmPage>
  );
}
