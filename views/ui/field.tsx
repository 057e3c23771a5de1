export interface FieldProps {
  name: string;
  label: string;
  type: "email" | "password";
  value?: string;
  autocomplete: string;
  hint?: string;
  error?: string;
  minLength?: number;
  autofocus?: boolean;
}

/** Renders a required input with its label above, and its error and hint below. */
export function Field(props: FieldProps) {
  const { name, label, type, value, autocomplete, hint, error, minLength } = props;
  const described = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        type={type}
        value={value}
        autocomplete={autocomplete}
        minlength={minLength}
        required
        autofocus={props.autofocus}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={described || undefined}
      />
      {error && <p class="error" id={`${name}-error`}>{error}</p>}
      {hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
    </div>
  );
}

/** Shows an error that concerns a form as a whole. */
export function FormError({ message }: { message?: string }) {
  return message ? <p class="callout bad" role="alert">{message}</p> : null;
}
