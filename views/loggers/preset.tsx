import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { mappingText } from "../../domain/loggers/mapping.ts";
import { type Preset, PRESET_LABELS, type Proposal } from "../../domain/loggers/presets.ts";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { LoggerFrame } from "./logger_frame.tsx";
import { RecountPanel, type ShownRecount } from "./recount_panel.tsx";
import { loggerUrl } from "./urls.ts";
import { ChargerSelect, FromFields } from "./variable_form.tsx";

export interface PresetPageProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  preset: Preset;
  proposals: Proposal[];
  state: FormState;
  recount?: ShownRecount;
}

/** Shows what a preset proposes that the variables of a logger feed, to be confirmed. */
export function PresetPage(props: PresetPageProps) {
  const { logger, now, preset, proposals, state, recount } = props;
  const all = loggerUrl(logger, "/variables");
  const asks = proposals.some((one) =>
    one.feeds === "consumption" && one.includes_charger === null
  );
  return (
    <LoggerFrame logger={logger} now={now} here="/variables">
      <section class="narrow">
        <h2>{PRESET_LABELS[preset]}</h2>
        {proposals.length === 0
          ? (
            <EmptyState title="Nothing to propose">
              <p>
                No variable of this logger is named as {PRESET_LABELS[preset]} names them.{" "}
                <a href={all}>All variables</a>
              </p>
            </EmptyState>
          )
          : (
            <>
              <ul>
                {proposals.map((proposal) => (
                  <li>
                    <bdi>{proposal.variable}</bdi>: {mappingText(proposal)}
                  </li>
                ))}
              </ul>
              {recount && <RecountPanel recount={recount} zone={logger.zone} />}
              <Form
                action={`${all}/preset?preset=${preset}`}
                state={state}
                submit="Use these"
                second={{ name: "preview", label: "Preview" }}
                cancel={all}
              >
                {asks && <ChargerSelect state={state} />}
                <FromFields state={state} zone={logger.zone} />
              </Form>
            </>
          )}
      </section>
    </LoggerFrame>
  );
}
