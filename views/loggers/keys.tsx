import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { keyName, type LoggerKey } from "../../domain/loggers/logger_key.ts";
import { Badge } from "../ui/badge.tsx";
import { ConfirmPage } from "../ui/confirm.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { TextInput } from "../ui/inputs.tsx";
import { isolated } from "../ui/isolated.ts";
import { UtcTime } from "../ui/utc_time.tsx";
import { LoggerFrame } from "./logger_frame.tsx";
import { loggerUrl } from "./urls.ts";

interface KeysPageProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  keys: LoggerKey[];
  state: FormState;
  formKey: string;
}

/** Lists the keys of a logger, with the form for another one. */
export function KeysPage({ logger, now, keys, state, formKey }: KeysPageProps) {
  return (
    <LoggerFrame logger={logger} now={now} here="/keys">
      <h2>Keys</h2>
      <p class="muted">
        A key lets one logger write readings, and nothing else. Several work at once: make a new
        one, give it to the device, and revoke the old one when it is no longer used.
      </p>
      {keys.length === 0
        ? (
          <EmptyState title="No keys yet">
            <p>Without a key nothing can be sent. Make one below.</p>
          </EmptyState>
        )
        : <KeyTable logger={logger} keys={keys} />}
      <section class="panel narrow" aria-labelledby="new-key">
        <h3 id="new-key">New key</h3>
        <Form
          action={loggerUrl(logger, "/keys")}
          state={state}
          submit="Make a key"
          formKey={formKey}
        >
          <TextInput
            state={state}
            name="label"
            label="Label"
            hint="What will use it, for example: Telegraf in the cellar"
            optional
          />
        </Form>
      </section>
    </LoggerFrame>
  );
}

function KeyTable({ logger, keys }: Pick<KeysPageProps, "logger" | "keys">) {
  return (
    <table class="list">
      <caption class="visually-hidden">Keys of this logger, those that work first</caption>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Made</th>
          <th scope="col">Last used</th>
          <th scope="col">
            <span class="visually-hidden">Revoke</span>
          </th>
        </tr>
      </thead>
      <tbody>{keys.map((key) => <Row logger={logger} loggerKey={key} />)}</tbody>
    </table>
  );
}

function Row({ logger, loggerKey }: Pick<KeysPageProps, "logger"> & { loggerKey: LoggerKey }) {
  const { key_uuid, label, prefix, created_by, created_utc, last_used_utc, revoked_utc } =
    loggerKey;
  return (
    <tr>
      <th scope="row">
        <bdi>{label || "(no label)"}</bdi>
        <small>
          <code>{prefix}…</code>
        </small>
        <span class="badges">
          <Badge tone={revoked_utc ? "quiet" : "good"} text={revoked_utc ? "revoked" : "works"} />
        </span>
      </th>
      <td data-label="Made">
        <UtcTime at={created_utc} />
        {created_by && (
          <small>
            by <bdi>{created_by}</bdi>
          </small>
        )}
      </td>
      <td data-label="Last used">
        <UtcTime at={last_used_utc} />
      </td>
      <td>
        {revoked_utc
          ? (
            <small>
              revoked <UtcTime at={revoked_utc} />
            </small>
          )
          : (
            <a
              class="button"
              href={loggerUrl(logger, `/keys/${key_uuid}/revoke`)}
              aria-label={`Revoke ${isolated(keyName(loggerKey))}`}
            >
              Revoke
            </a>
          )}
      </td>
    </tr>
  );
}

interface RevokeKeyPageProps {
  logger: FramedLogger;
  loggerKey: LoggerKey;
}

/** Asks before a key is revoked. */
export function RevokeKeyPage({ logger, loggerKey }: RevokeKeyPageProps) {
  const path = loggerUrl(logger, "/keys");
  return (
    <ConfirmPage
      title={`Revoke ${isolated(keyName(loggerKey))}?`}
      action={`${path}/${loggerKey.key_uuid}/revoke`}
      submit="Revoke the key"
      cancel={path}
    >
      <p>
        What sends with the key <code>{loggerKey.prefix}…</code> to{" "}
        <b>
          <bdi>{logger.name}</bdi>
        </b>{" "}
        is refused from now on. Last used:{" "}
        <UtcTime at={loggerKey.last_used_utc} />. This cannot be undone, but you can make a new key.
        What was stored with it stays.
      </p>
    </ConfirmPage>
  );
}
