import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { DEFAULT_SETTINGS, type LoggerSettings } from "../../domain/loggers/setting.ts";
import { Form } from "../ui/form.tsx";
import { type FormState, textsOf } from "../ui/form_state.ts";
import { LoggerFrame } from "./logger_frame.tsx";
import { loggerUrl } from "./urls.ts";

interface LoggerSettingsPageProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  settings: LoggerSettings;
  state: FormState;
}

/** Shows and changes the settings that a device and its programs read. */
export function LoggerSettingsPage({ logger, now, settings, state }: LoggerSettingsPageProps) {
  const keys = textsOf(state, "key");
  const values = textsOf(state, "value");
  const rows: [string, string][] = keys.length > 0
    ? keys.map((key, i) => [key, values[i] ?? ""])
    : [...Object.entries(settings), ["", ""]];
  return (
    <LoggerFrame logger={logger} now={now} here="/settings">
      <div class="narrow">
        <h2>Settings</h2>
        <p>
          Devices and programs read and write these by key.
        </p>
        <Form action={loggerUrl(logger, "/settings")} state={state} submit="Save">
          {rows.slice(0, -1).map(([key, value], i) => <Setting name={key} value={value} at={i} />)}
          <NewSetting name={rows.at(-1)![0]} value={rows.at(-1)![1]} />
        </Form>
      </div>
    </LoggerFrame>
  );
}

interface SettingProps {
  name: string;
  value: string;
  at: number;
}

function Setting({ name, value, at }: SettingProps) {
  const id = `setting-${at}`;
  const isLong = value.length > 80 || value.includes("\n");
  return (
    <div class="field">
      <label for={id}>
        <bdi>{name}</bdi>
      </label>
      <input type="hidden" name="key" value={name} />
      {isLong
        ? <textarea id={id} name="value" rows={6}>{value}</textarea>
        : <input id={id} type="text" name="value" value={value} autocomplete="off" />}
      {!Object.hasOwn(DEFAULT_SETTINGS, name) && (
        <label class="check">
          <input type="checkbox" name="remove" value={name} /> Remove
          <span class="visually-hidden">{` ${name}`}</span>
        </label>
      )}
    </div>
  );
}

function NewSetting({ name, value }: Omit<SettingProps, "at">) {
  return (
    <fieldset class="fields">
      <legend>Another setting</legend>
      <div class="field">
        <label for="key">Key</label>
        <input id="key" type="text" name="key" value={name} autocomplete="off" />
      </div>
      <div class="field">
        <label for="new-value">Value</label>
        <input id="new-value" type="text" name="value" value={value} autocomplete="off" />
      </div>
    </fieldset>
  );
}
