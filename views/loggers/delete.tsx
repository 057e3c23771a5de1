import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import type { LoggerContents } from "../../domain/loggers/logger_contents.ts";
import { counted, countedUpTo } from "../../domain/plural.ts";
import { siteName } from "../../domain/sites/site.ts";
import { ConfirmPage } from "../ui/confirm.tsx";
import type { FormState } from "../ui/form_state.ts";
import { isolated } from "../ui/isolated.ts";
import { loggerUrl } from "./urls.ts";

interface DeleteLoggerPageProps {
  logger: FramedLogger;
  contents: LoggerContents;
  state: FormState;
}

/** Says what is lost with a logger, and asks for its name. */
export function DeleteLoggerPage({ logger, contents, state }: DeleteLoggerPageProps) {
  return (
    <ConfirmPage
      title={`Delete ${isolated(logger.name)}?`}
      action={loggerUrl(logger, "/delete")}
      submit="Delete the logger"
      cancel={loggerUrl(logger)}
      state={state}
      name={logger.name}
    >
      <p>
        The logger{" "}
        <b>
          <bdi>{logger.name}</bdi>
        </b>{" "}
        of <bdi>{siteName(logger)}</bdi> is deleted for everybody who sees the site, with
      </p>
      <ul>
        <li>
          {countedUpTo(contents.readings, "reading")} of{" "}
          {counted(contents.variables, "variable")}, and what was counted from them by quarter hour
        </li>
        <li>
          {counted(contents.sessions, "session")} and {counted(contents.messages, "message")}
        </li>
        <li>
          {counted(contents.alarms, "alarm")} and {counted(contents.rules, "rule")}
        </li>
        <li>
          {counted(contents.keys, "key")}: what sends with {contents.keys === 1 ? "it" : "them"}
          {" "}
          is refused from then on
        </li>
      </ul>
      <p>This cannot be undone. The generation of the site that was made from it stays.</p>
    </ConfirmPage>
  );
}
