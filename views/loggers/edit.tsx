import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { LoggerFields } from "./fields.tsx";
import { LoggerFrame } from "./logger_frame.tsx";
import { loggerUrl } from "./urls.ts";

interface EditLoggerPageProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  state: FormState;
}

/** Shows the form that changes a logger; what it saves holds for the version that was shown. */
export function EditLoggerPage({ logger, now, state }: EditLoggerPageProps) {
  return (
    <LoggerFrame logger={logger} now={now} here="/edit">
      <div class="narrow">
        <h2>Edit</h2>
        <Form
          action={loggerUrl(logger, "/edit")}
          state={state}
          submit="Save"
          cancel={loggerUrl(logger)}
        >
          <input type="hidden" name="version" value={`${logger.version}`} />
          <LoggerFields state={state} />
        </Form>
      </div>
    </LoggerFrame>
  );
}
