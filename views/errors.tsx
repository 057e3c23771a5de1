export interface ErrorPageProps {
  status: number;
  title: string;
  message: string;
  /** Id of the request, by which operators find it in the log. */
  requestId?: string;
}

export function ErrorPage({ status, title, message, requestId }: ErrorPageProps) {
  return (
    <section class="card">
      <p class="status-code">{status}</p>
      <h1>{title}</h1>
      <p>{message}</p>
      {requestId && (
        <p class="hint">
          If you ask for help, quote this request id: <code>{requestId}</code>
        </p>
      )}
      <p>
        <a class="button" href="/sites">Go to your sites</a>
      </p>
    </section>
  );
}

/** Shows an error that htmx puts into the status region; the rest of the page does not change. */
export function ErrorPart({ status, title, message }: ErrorPageProps) {
  return (
    <p class="notice">
      <strong>{title}.</strong> {message}{" "}
      {status === 401 && <a href="/sign-in" target="_blank">Sign in (opens a new tab)</a>}
    </p>
  );
}
