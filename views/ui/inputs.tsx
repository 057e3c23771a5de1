import type { Child, PropsWithChildren } from "hono/jsx";
import { errorOf, type FormState, textOf, textsOf } from "./form_state.ts";

interface InputProps {
  state: FormState;
  name: string;
  label: string;
  hint?: Child;
  /** Adds "(optional)" to the label. */
  optional?: boolean;
}

/** Renders the label above a control, and its error and hint below. */
function Labelled(props: PropsWithChildren<InputProps>) {
  const { state, name, label, hint, optional, children } = props;
  const error = errorOf(state, name);
  return (
    <div class="field">
      <label for={name}>
        {label} {optional && <span class="muted">(optional)</span>}
      </label>
      {children}
      {error && <p class="error" id={`${name}-error`}>{error}</p>}
      {hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
    </div>
  );
}

/** Returns the attributes of a control, which tie it to its label, error and hint. */
function attributes({ state, name, hint }: InputProps) {
  const error = errorOf(state, name);
  const described = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(" ");
  return {
    id: name,
    name,
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby": described || undefined,
  } as const;
}

interface TextInputProps extends InputProps {
  type?: "text" | "email" | "password" | "date" | "datetime-local";
  autocomplete?: string;
  inputmode?: "decimal" | "numeric";
  unit?: string;
  autofocus?: boolean;
  /** Id of a list of suggestions. */
  list?: string;
  /** Attributes that make htmx send the field. */
  live?: Record<string, string>;
}

/** Renders a field for one line of text. A password is never written back into the page. */
export function TextInput(props: TextInputProps) {
  const { state, name, type = "text", autocomplete = "off", inputmode, unit, autofocus } = props;
  const { list, live } = props;
  return (
    <Labelled {...props}>
      <span class={unit ? "with-unit" : undefined}>
        <input
          {...attributes(props)}
          type={type}
          value={type === "password" ? undefined : textOf(state, name)}
          autocomplete={autocomplete}
          inputmode={inputmode}
          autofocus={autofocus}
          list={list}
          {...live}
        />
        {unit && <span class="unit">{unit}</span>}
      </span>
    </Labelled>
  );
}

/**
 * Renders a field for a number. Unlike `type="number"` it accepts a decimal comma, and the mouse
 * wheel does not change it.
 */
export function NumberInput(props: Omit<TextInputProps, "type" | "inputmode">) {
  return <TextInput {...props} inputmode="decimal" />;
}

export function TextArea(props: InputProps & { rows?: number }) {
  const { state, name, rows = 4 } = props;
  return (
    <Labelled {...props}>
      <textarea {...attributes(props)} rows={rows}>{textOf(state, name)}</textarea>
    </Labelled>
  );
}

export interface Option {
  value: string;
  label: string;
}

export function Select(props: InputProps & { options: Option[] }) {
  const { state, name, options } = props;
  const chosen = textOf(state, name);
  return (
    <Labelled {...props}>
      <select {...attributes(props)}>
        {options.map(({ value, label }) => (
          <option value={value} selected={value === chosen}>{label}</option>
        ))}
      </select>
    </Labelled>
  );
}

/** Renders one box to tick, sent as `on`; ticked for that text and for true. */
export function Checkbox(props: InputProps) {
  const { state, name, label, hint } = props;
  const error = errorOf(state, name);
  const isTicked = textOf(state, name) === "on" || state.values[name] === true;
  return (
    <div class="field check">
      <label>
        <input type="checkbox" {...attributes(props)} checked={isTicked} /> <span>{label}</span>
      </label>
      {error && <p class="error" id={`${name}-error`}>{error}</p>}
      {hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
    </div>
  );
}

/** Renders boxes for several of many options, all sent under one name. */
export function Checkboxes(props: InputProps & { options: Option[] }) {
  const { state, name, label, hint, options } = props;
  const chosen = new Set(textsOf(state, name));
  const error = errorOf(state, name);
  return (
    <fieldset class="field checks" id={name} tabindex={-1}>
      <legend>{label}</legend>
      {error && <p class="error">{error}</p>}
      {hint && <p class="hint">{hint}</p>}
      {options.map(({ value, label }) => (
        <label>
          <input type="checkbox" name={name} value={value} checked={chosen.has(value)} />{" "}
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
